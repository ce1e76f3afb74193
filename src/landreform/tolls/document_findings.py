"""Write the findings on what the few counts of the time imply: by stage, for claims, and as a cap.

Input: the ledger. Output: a `Finding` each; `FindingFailsError` where the rows no longer bear it.
"""

from __future__ import annotations

from landreform.contested.claims import ends
from landreform.ledger.tables import Ledger
from landreform.text import vietnamese as vi
from landreform.text.claims import join_names, short_names
from landreform.text.prose import number, plural, rounded
from landreform.tolls.exposures import exposures
from landreform.tolls.finding import (
    Finding,
    Grade,
    Ground,
    grade_agreement,
    grade_evidence,
    require,
    statements,
)
from landreform.tolls.ladder import ASSUMPTIONS, against_claims, ladder
from landreform.tolls.last_wave import printed_tolls
from landreform.tolls.reported_stages import LABEL_ROWS, LEDGER_ROWS, compare_stages, labelled, reported_executions

#: The base on which the comparison of stages is stated first: communes, each counted as often as a wave passed it.
FIRST_BASE = "commune_passes"
#: The claim whose whole range is asked about.
DISPUTED = "porter1972-executed"
#: Numbers of the assumptions: reports true; last stage as many as the deadlier; as deadly for its size; labels cap.
REPORTS, AS_MANY, AS_DEADLY, LABELS = 1, 2, 6, 7

_BOUNDS = "notebooks/what-the-documents-bound"
_REPORTED = tuple(f"counts/{row}" for row in LEDGER_ROWS.values())
_TWO_REPORTS = (Ground("rent reduction", _REPORTED[0]), Ground("land reform to December 1955", _REPORTED[1]))


def rent_against_reform(ledger: Ledger) -> Finding:
    """State how much deadlier the rent reduction was, as documented, than the land reform after it.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``counts, waves, sources``.

    Raises
    ------
    FindingFailsError
        If on some exposure base the rent reduction was not the deadlier one.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> rent_against_reform(load_all()).evidence.word
    'limited'
    """
    me = "rent-against-reform"
    found = compare_stages(reported_executions(ledger["counts"]), exposures(ledger)).set_index("base")
    compared, per_commune = found["ratio"], found.loc[found["unit"] == "communes", "ratio"]
    choices = {f"by {base.replace('_', ' ')}": bool(ratio > 1) for base, ratio in compared.items()}
    require(me, all(choices.values()), "the rent reduction was deadlier for its size on every base")
    require(me, FIRST_BASE in per_commune.index, "the first base counts communes")
    ends = sorted({rounded(end): end for end in (per_commune.min(), per_commune.max())}.values())
    by_commune, by_commune_vi = " to ".join(map(rounded, ends)), " đến ".join(map(vi.rounded, ends))
    least, most = compared.min(), compared.max()
    stated = statements(ledger, _REPORTED)
    require(me, stated["read_in"].nunique() == 1, "both counts were read in one article")
    return Finding(
        finding=me,
        question="Which stage was deadlier for its size?",
        sentence=(
            f"As documented, the rent reduction: {rounded(least)} to {rounded(most)} times as many executed for its "
            f"size as in the land reform up to December 1955, over {number(len(compared))} ways of measuring the size "
            f"of a stage; {by_commune} times for each commune, by the waves that the reports "
            "are held to cover. Only people identified as landlords are counted, the two counts stand in one article, "
            "and no count is known for the last wave."
        ),
        short=(
            "As far as reports go, more people called landlords were executed in the rent reduction, for its size, "
            "than in the land reform before its last wave: "
            f"{rounded(least)} to {rounded(most)} times as many, by the measure of size, {by_commune} times for each "
            "commune."
        ),
        vietnamese=(
            "Theo những gì các báo cáo ghi lại, xét theo quy mô, số người bị quy là địa chủ bị xử tử trong giảm tô "
            f"nhiều hơn trong cải cách ruộng đất trước đợt cuối: gấp {vi.rounded(least)} đến {vi.rounded(most)} lần, "
            f"tùy cách đo, gấp {by_commune_vi} lần nếu tính theo mỗi xã."
        ),
        grounds=(*_TWO_REPORTS, Ground("all bases", f"{_BOUNDS}#result-ratio")),
        rows=_REPORTED,
        computed_by=("landreform.tolls.reported_stages.compare_stages",),
        evidence=grade_evidence(stated),
        agreement=grade_agreement(choices),
        choices=choices,
        tried="every measure of the size of a stage",
        overturned_by=(
            "The article itself, which was not read, or reports that fell short more in one stage than in the other."
        ),
        chapter=_BOUNDS,
    )


def last_stage(ledger: Ledger) -> Finding:
    """State what a last stage as deadly as either earlier one implies for the lowest claims.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``counts, waves, estimates, lineage, sources``.

    Raises
    ------
    FindingFailsError
        If then no claim lies below the floor on every base, or not the whole range of the claim asked about.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> last_stage(load_all()).agreement.word
    'low'
    """
    me = "last-stage"
    names = ledger["sources"].set_index("source")["name"]
    name = ledger["estimates"].set_index("estimate")["source"].map(names)
    reported, sizes = reported_executions(ledger["counts"]), exposures(ledger)
    claims = printed_tolls(ledger)
    counted = against_claims(ladder(reported, sizes, on=[REPORTS, AS_MANY]), claims)
    rungs = ladder(reported, sizes, on=[REPORTS, AS_DEADLY])
    by_size = against_claims(rungs, claims)
    as_many = counted[counted["number"] == AS_MANY].set_index("estimate")
    as_deadly = by_size[by_size["number"] == AS_DEADLY].set_index("estimate")
    below = as_many.index[as_many["below_high"] == as_many["bases"]]
    always = as_deadly.index[as_deadly["below_high"] == as_deadly["bases"]].intersection(below)
    require(me, DISPUTED in below, f"the whole range of {DISPUTED} lies below the floor")
    require(me, len(always) > 0, "some claim lies below the floor for every measure of size")
    one, bases = as_deadly.loc[DISPUTED], int(as_deadly["bases"].iloc[0])
    floor = float(as_many["floor_low"].iloc[0])
    high = as_many.loc[DISPUTED, "high"]
    choices = {"as many executed": bool((as_many.loc[below, "high"] < floor).all())} | {
        f"as deadly for its size, by {base.replace('_', ' ')}": bool((as_deadly.loc[below, "high"] < least).all())
        for base, least in rungs[rungs["number"] == AS_DEADLY].set_index("base")["floor"].items()
    }
    printed = number(high).replace(",", "")
    coarse = 10 ** (len(printed) - len(printed.rstrip("0")))  # the last place that is not a zero: hundreds in 2,500
    tells = ", less than its rounding may hide" if floor - high < coarse / 2 else ""
    rows = (*_REPORTED, *(f"estimates/{claim}" for claim in below))
    others = [claim for claim in below if claim != DISPUTED]
    return Finding(
        finding=me,
        question="What follows if the last stage was as deadly as those before?",
        sentence=(
            "If it executed as many as the deadlier of the two earlier stages, the total is at least "
            f"{number(floor)}, and the whole ranges of {join_names(below, name)} lie below it, that of "
            f"{name[DISPUTED]} by {number(floor - high)}{tells}. If it was as deadly for its size, the total is at "
            f"least {rounded(one.floor_low, 3)} to {rounded(one.floor_high, 3)}: {join_names(always, name)} lie "
            f"below on every measure of size, {name[DISPUTED]} on {number(one.below_high)} of {number(bases)}. Every "
            "other claim keeps some of its range."
        ),
        short=(
            "If the last stage executed only as many people as the deadlier of the two before it, "
            f"{plural(len(below), 'claim')} are too low as a whole, among them the range of {name[DISPUTED]}, by "
            f"{number(floor - high)} persons."
        ),
        vietnamese=(
            "Nếu giai đoạn cuối chỉ xử tử số người bằng giai đoạn có nhiều người bị xử tử hơn trong hai giai đoạn "
            f"trước, thì {vi.number(len(below))} con số là quá thấp, trong đó có cả khoảng ước tính của "
            f"{name[DISPUTED]}, thấp hơn {vi.number(floor - high)} người."
        ),
        grounds=(
            *_TWO_REPORTS,
            Ground(name[DISPUTED], f"estimates/{DISPUTED}"),
            *(Ground(name[claim], f"estimates/{claim}") for claim in others),
            Ground("the ladder", f"{_BOUNDS}#fig-ladder"),
        ),
        rows=rows,
        computed_by=("landreform.tolls.ladder.ladder", "landreform.tolls.ladder.against_claims"),
        evidence=grade_evidence(statements(ledger, _REPORTED)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried="all of these claims at once, by number and by every measure of the size of a stage",
        overturned_by="A count of the last stage; reports that counted executions that did not take place.",
        chapter=_BOUNDS,
    )


def label_cap(ledger: Ledger) -> Finding:
    """State the cap that counts of labels give, as the assumption that it is.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``counts, estimates, lineage, sources``.

    Raises
    ------
    FindingFailsError
        If the assumption has got somebody who makes it, if the first count exceeds the second, or if a claim of people
        executed begins above the cap.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> label_cap(load_all()).agreement.word
    'low'
    """
    me = "label-cap"
    (assumption,) = (one for one in ASSUMPTIONS if one.number == LABELS)
    require(me, assumption.status == "ours", "nobody states the assumption in what was read")
    caps = labelled(ledger["counts"])
    require(me, caps["reported"] < caps["whole"], "fewer were labelled by the end of 1955 than in all")
    name = short_names(ledger["estimates"], ledger["sources"])
    claims = printed_tolls(ledger)
    executed = claims[claims["outcome"] == "executed"].reset_index(drop=True)
    low, high, _ = ends(executed, "the cap by labels")
    require(me, bool((low <= caps["whole"]).all()), "no claim of people executed begins above the cap")
    over = executed.loc[(high > caps["whole"]) & (high < float("inf")), "estimate"]
    rows = tuple(f"counts/{row}" for row in LABEL_ROWS.values())
    reaches = f"{join_names(over, name)} reach" + ("es" if len(over) == 1 else "") if len(over) else "none reaches"
    return Finding(
        finding=me,
        question="Is there an upper limit?",
        sentence=(
            "Only by assumption: if nobody was executed who was not among those counted as labelled landlords, at "
            f"most {number(caps['reported'])} were executed by December 1955 and {number(caps['whole'])} in all. "
            "Nobody states this in what was read; it fails if people were executed under another name, or if a count "
            "is one of households. No claim of people executed begins above it, and of those with an upper end "
            f"{reaches} beyond it."
        ),
        short=(
            "There is no upper limit but by assumption: if only labelled landlords were executed, "
            f"{number(caps['whole'])} at most, which nobody states."
        ),
        vietnamese=(
            "Không có giới hạn trên nếu không giả định: nếu chỉ những người bị quy là địa chủ mới bị xử tử thì nhiều "
            f"nhất là {vi.number(caps['whole'])} người, nhưng không ai nêu giả định này."
        ),
        grounds=(
            Ground("labelled by December 1955", rows[0]),
            Ground("labelled in all", rows[1]),
            Ground("the assumptions", f"{_BOUNDS}#result-labels"),
        ),
        rows=rows,
        computed_by=("landreform.tolls.reported_stages.labelled", "landreform.contested.claims.ends"),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=Grade("low", "nobody states the assumption in what was read"),
        choices={},
        tried="none, since it is an assumption",
        overturned_by=(
            "One name of somebody executed who had another label; a count that says whether it is of households."
        ),
        chapter=_BOUNDS,
    )
