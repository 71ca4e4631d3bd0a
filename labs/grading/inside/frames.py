"""Tables of numpy and pandas as plain data: values, types of columns, names, indexes.

Neither library is imported here before a value of theirs arrives; single numbers come back as
theirs only where the checks have imported the library anyway.
"""

import datetime
import re
import sys
from typing import Any

from bounds import MAX_NODES, TooLarge, span

# Types that both sides build from plain values; anything else travels as objects.
_DTYPE = re.compile(
    r"(u?int|float|complex)\d{1,3}|U?Int\d{1,2}|Float\d\d|bool|boolean|object|str|string|category"
    r"|<U\d{1,4}|(datetime|timedelta)64(\[[A-Za-z]{1,2}(, ?[\w/+:-]{1,40})?\])?"
)
_FREQUENCY = re.compile(r"[\dA-Za-z-]{1,12}")
_STAMPS = ("datetime64", "timedelta64")


def write(value: Any, put: Any) -> Any:
    """The form of a value of numpy or pandas; None for anything else. `put` writes its parts."""
    kind = type(value)
    module = getattr(kind, "__module__", "")
    if not isinstance(module, str) or not module.startswith(("numpy", "pandas")):
        return None
    if kind.__name__ in _WRITERS:
        return _WRITERS[kind.__name__](value, put)
    if kind.__name__ == "MultiIndex" or kind.__name__.endswith("Index"):
        return _write_index(value, put)
    if hasattr(value, "dtype") and hasattr(value, "item") and getattr(value, "ndim", 1) == 0:
        return {"t": "scalar", "dtype": str(value.dtype), "v": put(_item(value))}
    if hasattr(value, "tolist"):
        return put(value.tolist())
    return None


def _item(value: Any) -> Any:
    """A single number of numpy; a moment counts since 1970 in its unit."""
    return int(value.astype("int64")) if value.dtype.kind in "mM" else value.item()


def _write_array(value: Any, put: Any) -> Any:
    _require(value.size)
    flat = value.astype("int64") if value.dtype.kind in "mM" else value
    dtype, shape = str(value.dtype), list(value.shape)
    return {"t": "array", "dtype": dtype, "shape": shape, "v": put(flat.ravel().tolist())}


def _write_frame(value: Any, put: Any) -> Any:
    _require(value.size)
    return {
        "t": "frame",
        "columns": _write_index(value.columns, put),
        "index": _write_index(value.index, put),
        "v": [_write_column(value.iloc[:, n], put) for n in range(value.shape[1])],
    }


def _write_series(value: Any, put: Any) -> Any:
    _require(value.size)
    column, index = _write_column(value, put), _write_index(value.index, put)
    return {"t": "series", "v": column, "index": index, "name": put(value.name)}


def _write_column(value: Any, put: Any) -> Any:
    dtype = str(value.dtype)
    periods = dtype.startswith("period")
    form = {"dtype": dtype, "v": put((value.array.asi8 if periods else value).tolist())}
    if form["dtype"] == "category":
        categories = _write_index(value.array.categories, put)
        form |= {"categories": categories, "ordered": bool(value.array.ordered)}
    return form


def _write_index(value: Any, put: Any) -> Any:
    _require(value.size)
    form = {"t": "index", "names": [put(name) for name in value.names]}
    if type(value).__name__ == "RangeIndex":
        return form | {"range": [value.start, value.stop, value.step]}
    if type(value).__name__ == "MultiIndex":
        levels = [value.get_level_values(n) for n in range(value.nlevels)]
        return form | {"levels": [_write_column(one, put) for one in levels]}
    if getattr(value, "freq", None) is not None and not hasattr(value, "asfreq"):
        form["freq"] = value.freqstr  # of moments; that of periods is in their type
    return form | {"v": _write_column(value, put)}


def _require(size: int) -> None:
    """Before a list is made of it."""
    if size > MAX_NODES:
        raise TooLarge


_WRITERS: dict[str, Any] = {
    "ndarray": _write_array,
    "DataFrame": _write_frame,
    "Series": _write_series,
    "Timestamp": lambda value, put: {"t": "Timestamp", "v": value.isoformat()},
    "Timedelta": lambda value, put: {"t": "Timedelta", "v": value.isoformat()},
    "Period": lambda value, put: {"t": "Period", "v": value.ordinal, "freq": value.freqstr},
    "Interval": lambda value, put: {
        "t": "Interval",
        "v": put([value.left, value.right]),
        "closed": value.closed,
    },
    "NaTType": lambda value, put: {"t": "NaT"},
    "NAType": lambda value, put: {"t": "NA"},
}


def _dtype(name: Any) -> str:
    """The name of a type that may be built; of any other, objects."""
    known = isinstance(name, str) and _DTYPE.fullmatch(name)
    return name if known else "object"


def _read_array(data: Any, get: Any) -> Any:
    import numpy  # noqa: PLC0415  # a tenth of a second, paid only where it is used

    values, dtype = get(data["v"]), _dtype(data["dtype"])
    _require(max(data["shape"], default=0))  # beside a nought it may be any number
    if dtype.startswith("<U"):
        _require(int(dtype[2:]) * len(values) // 100)
    if dtype != "object":
        return numpy.array(values, dtype=dtype).reshape(data["shape"])
    found = numpy.empty(len(values), dtype="object")
    found[:] = values
    return found.reshape(data["shape"])


def _read_scalar(data: Any, get: Any) -> Any:
    value, dtype = get(data["v"]), _dtype(data["dtype"])
    if dtype.startswith(_STAMPS):
        import numpy  # noqa: PLC0415  # as above

        return numpy.array(value).astype(dtype)[()]
    if "numpy" in sys.modules and dtype != "object":
        return sys.modules["numpy"].array(value, dtype=dtype)[()]
    return value


def _column(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # a third of a second, paid only where tables are used

    values, dtype = get(data["v"]), _dtype(data["dtype"])
    if dtype == "category":
        categories = get(data["categories"])
        return pandas.Categorical(values, categories=categories, ordered=data["ordered"] is True)
    if dtype.startswith("datetime64"):
        return pandas.Series(pandas.to_datetime(pandas.Series(values, dtype="object"))).astype(
            dtype
        )
    if dtype.startswith("timedelta64"):
        return pandas.Series(pandas.to_timedelta(pandas.Series(values, dtype="object"))).astype(
            dtype
        )
    if str(data["dtype"]).startswith("period"):
        freq = _frequency(str(data["dtype"])[7:-1])
        return pandas.PeriodIndex.from_ordinals(values, freq=freq).array
    if str(data["dtype"]).startswith("interval"):
        return pandas.arrays.IntervalArray(values)
    return pandas.Series(values, dtype=dtype).array


def _frequency(name: Any) -> str:
    """Of periods and of moments at equal distances."""
    if not isinstance(name, str) or not _FREQUENCY.fullmatch(name):
        raise ValueError(name)
    return name


def _read_index(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    names = [get(name) for name in data["names"]]
    if "range" in data:
        return pandas.RangeIndex(span(range(*data["range"])), name=names[0])
    if "levels" in data:
        levels = [_column(one, get) for one in data["levels"]]
        return pandas.MultiIndex.from_arrays(levels, names=names)
    index = pandas.Index(_column(data["v"], get), name=names[0])
    if "freq" in data:
        index.freq = _frequency(data["freq"])
    return index


def _read_series(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    column, index = _column(data["v"], get), _read_index(data["index"], get)
    return pandas.Series(getattr(column, "array", column), index=index, name=get(data["name"]))


def _read_frame(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    columns = [_column(one, get) for one in data["v"]]
    arrays = {n: getattr(column, "array", column) for n, column in enumerate(columns)}
    frame = pandas.DataFrame(arrays, index=_read_index(data["index"], get))
    frame.columns = _read_index(data["columns"], get)
    return frame


def _stamp(data: Any, get: Any) -> Any:
    pandas = sys.modules.get("pandas")
    kind = pandas.Timestamp if pandas else datetime.datetime.fromisoformat
    return kind(data["v"])


def _span(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    return pandas.Timedelta(data["v"])


def _period(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    return pandas.Period(ordinal=data["v"], freq=_frequency(data["freq"]))


def _interval(data: Any, get: Any) -> Any:
    import pandas  # noqa: PLC0415  # as above

    return pandas.Interval(*get(data["v"]), closed=data["closed"])


def _missing(name: str) -> Any:
    return lambda data, get: (
        getattr(sys.modules["pandas"], name) if "pandas" in sys.modules else None
    )


READERS: dict[str, Any] = {
    "array": _read_array,
    "scalar": _read_scalar,
    "frame": _read_frame,
    "series": _read_series,
    "index": _read_index,
    "Timestamp": _stamp,
    "Timedelta": _span,
    "Period": _period,
    "Interval": _interval,
    "NaT": _missing("NaT"),
    "NA": _missing("NA"),
}
