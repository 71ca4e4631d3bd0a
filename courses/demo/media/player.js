// Draws the slides of a storyboard and encodes them; the page that loads it is made by
// `manage.py draw_demo_media`. Answers with the frames as VP9, one every tenth of a second.
const [WIDTH, HEIGHT, RATE] = [960, 540, 10];
const INK = { paper: "#fbf8f4", ink: "#26231f", muted: "#4d4943", accent: "#9b1c3f", card: "#ffffff" };
const FONT = "'Be Vietnam Pro', sans-serif";

function drawLine(pen, [style, text], y) {
  if (style === "mail") {
    pen.fillStyle = INK.card;
    pen.fillRect(70, y - 42, 820, 64);
    pen.strokeStyle = INK.muted;
    pen.strokeRect(70, y - 42, 820, 64);
  }
  pen.font = `${style === "strong" || style === "address" ? 600 : 400} 32px ${FONT}`;
  let x = style === "mail" ? 96 : 70;
  text.split("|").forEach((part, index) => {
    pen.fillStyle = (style === "address" && index === 1) ? INK.accent : style === "plain" ? INK.muted : INK.ink;
    pen.fillText(part, x, y);
    x += pen.measureText(part).width;
  });
}

function draw(pen, slide, at) {
  pen.globalAlpha = 1;
  pen.fillStyle = INK.paper;
  pen.fillRect(0, 0, WIDTH, HEIGHT);
  pen.fillStyle = INK.accent;
  pen.fillRect(0, 0, 16, HEIGHT);
  pen.font = `600 44px ${FONT}`;
  pen.fillText(slide.heading, 70, 130);
  slide.lines.forEach((line, index) => {
    const shown = (at - 1 - index * 2) / 0.6;
    pen.globalAlpha = Math.min(Math.max(shown, 0), 1);
    drawLine(pen, line, 240 + index * 84);
  });
}

async function encode(slides) {
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT);
  const pen = canvas.getContext("2d");
  const frames = [];
  const encoder = new VideoEncoder({
    output: (chunk) => {
      const bytes = new Uint8Array(chunk.byteLength);
      chunk.copyTo(bytes);
      frames.push({ at: chunk.timestamp / 1000, key: chunk.type === "key", data: bytes.toBase64?.() ?? btoa(String.fromCharCode(...bytes)) });
    },
    error: (problem) => { throw problem; },
  });
  encoder.configure({ codec: "vp09.00.10.08", width: WIDTH, height: HEIGHT, framerate: RATE, bitrate: 150000, latencyMode: "quality" });
  let count = 0;
  for (const slide of slides) {
    for (let step = 0; step < slide.seconds * RATE; step += 1, count += 1) {
      draw(pen, slide, step / RATE);
      const frame = new VideoFrame(canvas, { timestamp: (count * 1e6) / RATE, duration: 1e6 / RATE });
      encoder.encode(frame, { keyFrame: step === 0 });
      frame.close();
    }
  }
  await encoder.flush();
  return frames;
}

globalThis.encode = encode;
