"""The film: its captions and its file say the same as its storyboard."""

import io

from courses.activities.types.video.content import is_captions, kind_of, seconds_of
from courses.demo.storyboard import MEDIA, storyboard
from courses.demo.webm import Frame, webm

BOARD = storyboard("nhan-ra-lua-dao")


def test_film_is_a_small_webm_as_long_as_its_storyboard():
    data = (MEDIA / "nhan-ra-lua-dao.webm").read_bytes()

    assert kind_of(io.BytesIO(data)) == "video/webm"
    assert seconds_of(io.BytesIO(data)) == BOARD.seconds == 68
    assert len(data) < 1_500_000


def test_captions_of_the_film_are_those_of_its_storyboard():
    captions = (MEDIA / "nhan-ra-lua-dao.vtt").read_bytes()

    assert captions.decode() == BOARD.captions
    assert is_captions(io.BytesIO(captions))
    assert BOARD.captions.count(" --> ") == sum(len(slide["says"]) for slide in BOARD.slides)
    assert "01:03.333 --> 01:08.000" in BOARD.captions


def test_transcript_says_all_that_is_seen_and_said():
    for slide in BOARD.slides:
        for text in (slide["heading"], *slide["says"]):
            assert text in BOARD.transcript


def test_webm_says_its_length_and_where_to_jump():
    frames = [Frame(at=at, key=at % 1000 == 0, data=b"x" * 10) for at in range(0, 3000, 100)]

    film = webm(frames, seconds=3, width=320, height=180)

    assert seconds_of(io.BytesIO(film)) == 3
    assert film.count(b"\x1f\x43\xb6\x75") == 3
    cues = film[film.index(b"\x1c\x53\xbb\x6b") :]
    assert cues.count(b"\xbb") - cues.count(b"\x53\xbb") == 3
