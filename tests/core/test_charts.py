"""Numbers become geometry inside a box of a hundred by a hundred."""

from decimal import Decimal

from core.charts import Series, bar, bars, funnel, line, nice_step, spark, stacked


def test_layers_stand_on_each_other():
    chart = stacked(["Mon", "Tue"], [Series("a", "A", [1, 2]), Series("b", "B", [1, None])])
    column = chart["cols"][0]
    assert column["total"] == 2
    assert float(column["segs"][1]["y"]) == float(column["segs"][0]["y"]) - float(column["segs"][1]["h"])
    assert [tick["v"] for tick in chart["ticks"]] == [2, 1.5, 1, 0.5, 0]


def test_a_chart_without_data_is_flat():
    assert stacked([], [])["cols"] == []
    assert stacked(["Mon"], [Series("a", "A", [0])])["cols"][0]["segs"][0]["h"] == "0.000"
    assert line([], [])["lines"] == []
    assert spark([1]) == {"line": "", "area": ""}


def test_a_missing_value_breaks_the_line():
    chart = line(["1", "2", "3", "4"], [Series("a", "A", [1, None, 2, Decimal("3")])])
    assert chart["lines"][0]["path"].count("M") == 2
    assert [point["value"] for point in chart["lines"][0]["points"]] == [1, 2, 3]
    assert len(chart["cols"]) == 4


def test_below_zero_the_axis_shows_where_zero_is():
    chart = line(["1", "2"], [Series("a", "A", [-1, 1])])
    assert chart["zero"] == "50.000"
    assert chart["lines"][0]["path"] == "M0.000 100.000L100.000 0.000"


def test_a_funnel_tells_each_share():
    steps = funnel(["Captured", "Won", "Paid"], [200, 50, 0])["steps"]
    assert (steps[1]["of_first"], steps[1]["of_before"], steps[2]["of_before"]) == (Decimal("0.25"), Decimal("0.25"), 0)
    assert funnel(["A", "B"], [0, 0])["steps"][1]["of_before"] is None


def test_a_bar_never_leaves_its_track():
    assert bar(150, 100)["pct"] == "100.00"
    assert bar(5, 0)["pct"] == "0.00"
    assert bars([("A", 4, "4 €"), ("B", 8, "8 €")])["bars"][0]["largest"] == 8


def test_steps_are_round():
    assert [nice_step(top) for top in (0, 4, 7, 90, 1234)] == [nice_step(0), 1, 2, 25, 500]
