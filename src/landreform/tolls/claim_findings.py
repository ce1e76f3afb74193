"""Write the findings on the claims themselves: who contradicts whom, who repeats whom, and what no choice can move.

Input: the ledger. Output: a `Finding` each; `FindingFailsError` where the rows no longer bear it.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from landreform.contested.claims import ends, from_ledger
from landreform.contested.coded_words import coded_ends, without_words
from landreform.contested.collisions import contradictions
from landreform.contested.consistent_sets import drop_one, greatest_consistent_sets
from landreform.contested.lineage import independence, repetitions
from landreform.contested.multiverse import least_foreseen, paired_folds
from landreform.contested.outcomes import tolls
from landreform.ledger.tables import Ledger
from landreform.text import vietnamese as vi
from landreform.text.claims import join_names, repeaters, short_names
from landreform.text.prose import number, percent, plural, rounded, rounded_down
from landreform.tolls.baseline import WIDTH, outcome_claims
from landreform.tolls.consistency_readings import (
    ALL,
    REASONED,
    curves,
    lenient_readings,
    readings,
    set_aside_at,
    widen_bare,
    without_each,
)
from landreform.tolls.finding import Finding, Ground, grade_agreement, grade_evidence, require, statements
from landreform.tolls.last_wave import printed_tolls
from landreform.tolls.multiverse import ledger_multiverse
from landreform.tolls.parts_of_time import ORDER, counted
from landreform.tolls.publication_years import chosen_claims, dated_claims, least_told, trends

#: The errors, as factors, that the sentence on contradictions allows to everybody.
STRETCHES = (1.0, 1.5, 2.0)
#: Two claims of one thing, of which the first allows at most less than the second holds for the least.
LOWER, HIGHER = "porter1972-executed", "moise1983-executed"
#: A claim of a part, and a claim of its whole that is lower.
PART, WHOLE = "vo-nhan-tri1990-wrongly-executed", "moise-revised-executed-or-suicide"
#: Up to this stretch reasoned claims are said to agree.
CLOSE = 1.5
#: A rank correlation below this is no trend: the year then accounts for less than a quarter of the ranks' variance.
NO_TREND = 0.5
#: From this factor on an interval says next to nothing of the next claim.
OPEN = 10.0

_CLAIMS = "book/ledger/estimates"
_CONSISTENCY = "notebooks/can-they-all-be-true"


def contradiction(ledger: Ledger) -> Finding:
    """State how many claims must be set aside before the others can all be true.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Raises
    ------
    FindingFailsError
        If under some reading, with an error of a factor of two for everybody, or without some claim, none need be set
        aside, or if the two claims named as an example no longer exclude each other.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> contradiction(load_all()).agreement.word
    'high'
    """
    name, me = short_names(ledger["estimates"], ledger["sources"]), "contradiction"
    read = readings(ledger)
    at = set_aside_at(curves(read), STRETCHES).set_index("reading")
    choices = {
        f"{reading}, each claim off by ×{number(stretch)}": bool(at.loc[reading, stretch] > 0)
        for reading in at.index
        for stretch in STRETCHES
    }
    choices["without any one of the claims"] = bool(drop_one(read[ALL], ORDER)["set_aside"].min() > 0)
    lenient = set_aside_at(curves(lenient_readings(ledger)), STRETCHES).set_index("reading")
    choices |= {
        f"{reading}, each claim off by ×{number(stretch)}": bool(lenient.loc[reading, stretch] > 0)
        for reading in lenient.index
        for stretch in STRETCHES
    }
    require(me, all(choices.values()), "some claims must be set aside under every reading, and without any one claim")
    numbers = ledger["estimates"].set_index("estimate")[["low", "high"]].astype(float)
    at_most, at_least = numbers.loc[LOWER, "high"], numbers.loc[HIGHER, "low"]
    require(me, at_most < at_least, f"{LOWER} allows at most less than {HIGHER} holds for the least")
    low, _, _ = ends(read[ALL], "the claims above another", ORDER)
    executed = (counted(read[ALL]) == "executed").to_numpy()  # who was executed in a part of the time was executed
    above = int((low[executed] > numbers.loc[HIGHER, "high"]).sum())
    require(me, above > 0, f"some claims of people executed lie above the whole range of {HIGHER}")
    claims = int(at.loc[ALL, "claims"])
    least = [sorted({int(lenient[stretch].min()), int(lenient[stretch].max())}) for stretch in STRETCHES[::2]]
    once, doubled = (" to ".join(map(number, counts)) for counts in least)
    once_vi, doubled_vi = (" đến ".join(map(vi.number, counts)) for counts in least)
    return Finding(
        finding=me,
        question="Can the published numbers all be true?",
        sentence=(
            f"No: of {plural(claims, 'claim')} of deaths at least {once} must be set aside "
            "before the others can all be true, as one reads words, bare numbers, place and time, and at least "
            f"{doubled} even if everybody may be wrong by a factor of two. "
            f"{name[LOWER]} allows at most {number(at_most)} executed, {name[HIGHER]} at least {number(at_least)}; "
            f"{plural(above, 'claim')} of people executed, some of them in a part of the time, lie above the whole "
            "range of the second."
        ),
        short=(
            f"The published numbers of the dead cannot all be true: of {plural(claims, 'claim')} at least "
            f"{once}, by the reading, are wrong or do not mean what they say, and "
            f"{doubled} even if each may be off by a factor of two."
        ),
        vietnamese=(
            f"Các con số đã công bố về người chết không thể cùng đúng: trong {vi.number(claims)} con số, ít nhất "
            f"{once_vi} con số, tùy cách hiểu, là sai hoặc không thể hiểu theo đúng câu chữ, và vẫn còn {doubled_vi} "
            "con số như vậy dù cho phép mỗi con số sai lệch tới hai lần."
        ),
        grounds=(
            Ground(plural(claims, "claim"), _CLAIMS),
            Ground(name[LOWER], f"estimates/{LOWER}"),
            Ground(name[HIGHER], f"estimates/{HIGHER}"),
            Ground("the curve of consistency", f"{_CONSISTENCY}#fig-gap"),
        ),
        rows=(rows := tuple(f"estimates/{claim}" for claim in read[ALL]["estimate"])),
        computed_by=(
            "landreform.tolls.consistency_readings.curves",
            "landreform.contested.consistent_sets.drop_one",
        ),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried=(
            "every reading of the claims, place and wider time as worded among them, with an error of up to a factor "
            "of two for everybody; the claims without each one of them"
        ),
        overturned_by=(
            "Works read at first hand that turn out to count other things, times or places than they are said to."
        ),
        chapter=_CONSISTENCY,
    )


def reasoned_dispute(ledger: Ledger) -> Finding:
    """State over which two claims those that rest on documents or on reasoning disagree.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Raises
    ------
    FindingFailsError
        If they can all be true, or if it is not two claims of which either, left out, brings the others together.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> reasoned_dispute(load_all()).evidence.word
    'limited'
    """
    me, estimates = "reasoned-dispute", ledger["estimates"]
    name = _works(ledger)
    claims = readings(ledger)[REASONED]
    each = without_each(claims).set_index("estimate")["gap"].sort_values(kind="stable")
    two, rest = each.iloc[:2], each.iloc[2:]
    require(me, len(each) > 3, "more than three claims rest on documents or on reasoning")
    require(me, greatest_consistent_sets(claims, order=ORDER).set_aside > 0, "these claims exclude each other")
    require(me, two.max() < CLOSE < rest.min(), f"two of them, and no other, bring the rest within ×{number(CLOSE)}")
    words = without_words(claims, coded_ends(estimates))
    every = readings(ledger)[ALL]
    ways = {
        "at their word": claims,
        "words left open": words,
        f"bare numbers ×{WIDTH}": widen_bare(claims, WIDTH),
        f"with {name[WHOLE]}": every[every["estimate"].isin({*claims["estimate"], WHOLE})],
    }
    choices = {}
    for way, taken in ways.items():
        gaps = without_each(taken.reset_index(drop=True)).set_index("estimate")["gap"]
        others = gaps.drop(two.index, errors="ignore")
        choices[way] = bool(gaps.reindex(two.index).max() < CLOSE < others.min())
    rows = tuple(f"estimates/{claim}" for claim in claims["estimate"])
    first, second = two.index
    return Finding(
        finding=me,
        question="Do those who weigh documents agree?",
        sentence=(
            f"They disagree over one question. Of {number(len(claims))} claims that rest on documents or on "
            f"reasoning, without {name[first]} the others can all be true once each may be off by a factor of "
            f"{rounded(two[first], 3)}, without {name[second]} by {rounded(two[second], 3)}, and without any other by "
            f"no less than {rounded_down(rest.min())}."
        ),
        short=(
            f"The {number(len(claims))} claims that rest on documents or reasoning disagree over one question, "
            f"whether to believe {name[first]} or {name[second]}."
        ),
        vietnamese=(
            f"{vi.number(len(claims))} con số dựa trên tài liệu hoặc lập luận chỉ bất đồng ở một điểm: tin theo "
            f"{name[first]} hay {name[second]}."
        ),
        grounds=(
            Ground(name[first], f"estimates/{first}"),
            Ground(name[second], f"estimates/{second}"),
            Ground("each left out in turn", f"{_CONSISTENCY}#result-reasoned"),
        ),
        rows=rows,
        computed_by=("landreform.tolls.consistency_readings.without_each",),
        evidence=grade_evidence(statements(ledger, [f"estimates/{claim}" for claim in two.index])),
        agreement=grade_agreement(choices),
        choices=choices,
        tried=(
            "claims at their word; ends that are only a word left open; bare numbers widened; the later number of one "
            "of these authors among them"
        ),
        overturned_by="Either work, read: what it counts, until when, and on what document.",
        chapter=_CONSISTENCY,
    )


def part_over_whole(ledger: Ledger) -> Finding:
    """State that one claim of a part exceeds another claim of its whole.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Raises
    ------
    FindingFailsError
        If the part no longer exceeds the whole, or if the two were read in different works.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> part_over_whole(load_all()).agreement.word
    'low'
    """
    me, estimates, sources = "part-over-whole", ledger["estimates"], ledger["sources"]
    name = _works(ledger)
    claims = tolls(from_ledger(estimates, ledger["lineage"]))
    pair = claims[claims["estimate"].isin([PART, WHOLE])].reset_index(drop=True)
    require(me, len(pair) == 2, f"{PART} and {WHOLE} state a number of deaths")
    found = contradictions(pair)
    require(me, len(found) == 1 and found["subset_claim"].iloc[0] == PART, f"{PART} exceeds {WHOLE}")
    fold = float(found["fold"].iloc[0])
    stated = statements(ledger, rows := (f"estimates/{PART}", f"estimates/{WHOLE}"))
    require(me, stated["read_in"].nunique() == 1, "both were read in one work")
    known = sources.set_index("source")
    require(me, bool((known.loc[stated["source"], "access"] == "second_hand").all()), "neither of the works was read")
    article = known.loc[stated["read_in"].iloc[0], "name"]
    part, whole = (float(found[end].iloc[0]) for end in ("at_least", "at_most"))
    choices = {"both numbers exact": True} | {
        f"both widened ×{number(width)}": len(contradictions(widen_bare(pair, width))) > 0 for width in (1.1, WIDTH)
    }
    return Finding(
        finding=me,
        question="Does a part exceed its whole?",
        sentence=(
            f"Taken at their word, two authors contradict one another: {name[PART]} has {number(part)} executed "
            f"wrongly, {name[WHOLE]} {number(whole)} executed, suicides after arrest included. The part exceeds the "
            f"whole, by a factor of {rounded(fold)}. Both were read only in {article}, which gives no title of either "
            "work: until one is read, nothing should be built on either number."
        ),
        short=(
            f"Two authors contradict one another, taken at their word: {number(part)} executed wrongly against "
            f"{number(whole)} executions and suicides of any kind; neither work was read."
        ),
        vietnamese=(
            f"Hai tác giả mâu thuẫn với nhau nếu hiểu theo đúng từng chữ: {vi.number(part)} người bị xử tử oan, so "
            f"với {vi.number(whole)} người bị xử tử hoặc tự sát nói chung; cả hai công trình đều chưa đọc được."
        ),
        grounds=(
            Ground(name[PART], rows[0]),
            Ground(name[WHOLE], rows[1]),
            Ground("the order of the outcomes", "notebooks/can-they-all-be-true#fig-lattice"),
        ),
        rows=rows,
        computed_by=("landreform.contested.collisions.contradictions",),
        evidence=grade_evidence(stated),
        agreement=grade_agreement(choices),
        choices=choices,
        tried="both numbers exact; both widened by a tenth; both widened by a half",
        overturned_by="Either work, read; a document that defines a wrongful execution otherwise than as an execution.",
        chapter="notebooks/can-they-all-be-true",
        headline=False,
    )


def few_sources(ledger: Ledger) -> Finding:
    """State to how many sources the claims amount, and how often they are repeated.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, reception, sources``.

    Raises
    ------
    FindingFailsError
        If under some reading of the steps no two claims of a toll share a lineage, or if nothing was repeated.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> few_sources(load_all()).finding
    'few-sources'
    """
    me, estimates, lineage, reception = "few-sources", *(ledger[name] for name in ("estimates", "lineage", "reception"))
    name = short_names(estimates, ledger["sources"])
    among = tolls(from_ledger(estimates, lineage))["estimate"]
    independent = independence(estimates, lineage, among=among, correlations=[1.0])
    again = repetitions(estimates, lineage, reception)
    again = again[again["estimate"].isin(set(among))]
    choices = {f"lineages by steps {row.reading}": bool(row.lineages < row.claims) for row in independent.itertuples()}
    require(me, all(choices.values()), "some claims of a toll share a lineage, however the steps are read")
    require(me, len(again) > 0, "some claim was repeated")
    claims, fewest = len(among), int(independent["lineages"].min())
    by_reading = independent.set_index("reading")["lineages"].astype(int)
    most, inferred = by_reading["stated"], by_reading["stated and inferred"]
    require(me, most == independent["lineages"].max(), "inferred steps join lineages and part none")
    repeated = reception["restatement"].isin({one for by in again["by"] for one in by.split(", ")})
    times = int(again["times"].max())
    top = again.loc[again["times"] == times, "estimate"]
    where = repeaters(reception[repeated], ledger["sources"])
    steps = lineage.loc[lineage["estimate"].isin(set(among)), "step"]
    rows = (*(f"estimates/{claim}" for claim in among), *(f"lineage/{step}" for step in steps))
    return Finding(
        finding=me,
        question="How many independent sources are there?",
        sentence=(
            f"{number(claims)} claims of deaths go back to {number(most)} sources at most, to {number(inferred)} if "
            f"steps that are only inferred count, and to {number(fewest)} if one work is also one source. Of "
            f"{plural(len(reception), 'restatement')} in the ledger "
            f"{number(int(repeated.sum()))} repeat one of them, {where}, and add none; most often repeated is "
            f"{join_names(top, name)}, {number(times)} times."
        ),
        short=(
            f"The claims repeat one another: {number(claims)} numbers of the dead go back to {number(most)} sources at "
            f"most, and to {number(inferred)} if steps that are only inferred count."
        ),
        vietnamese=(
            f"Các con số đã công bố lặp lại nhau: {vi.number(claims)} con số về người chết bắt nguồn từ nhiều nhất là "
            f"{vi.number(most)} nguồn, và chỉ từ {vi.number(inferred)} nguồn nếu tính cả những bước chỉ do suy luận."
        ),
        grounds=(
            Ground(plural(claims, "claim"), _CLAIMS),
            Ground(plural(len(lineage), "step"), "book/ledger/lineage"),
            Ground(plural(len(reception), "restatement"), "book/ledger/reception"),
            Ground("the readings of the steps", "notebooks/where-the-numbers-come-from#fig-independence"),
        ),
        rows=rows,
        computed_by=(
            "landreform.contested.lineage.independence",
            "landreform.contested.lineage.repetitions",
        ),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried="every reading of the steps",
        overturned_by=(
            "A text in which an author says that a number held for repeated was found independently; a note that "
            "names the source of a number held for independent."
        ),
        chapter="notebooks/where-the-numbers-come-from",
    )


def no_convergence(ledger: Ledger) -> Finding:
    """State that later claims are neither higher or lower nor closer together than earlier ones.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, sources``.

    Raises
    ------
    FindingFailsError
        If the year is correlated with the number, or with its distance from the middle, by `NO_TREND` or more.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> no_convergence(load_all()).chapter
    'notebooks/findings#no-convergence-over-the-years'
    """
    me, estimates = "no-convergence", ledger["estimates"]
    dated = dated_claims(printed_tolls(ledger), estimates)
    chosen = chosen_claims(dated)
    found = trends(chosen)
    require(me, len(found) == 2 * len(chosen), "each choice of claims holds enough that are dated")
    choices = {f"{row.choice}, {row.about}": bool(abs(row.correlation) < NO_TREND) for row in found.itertuples()}
    require(me, all(choices.values()), f"no rank correlation with the year of publication reaches {NO_TREND}")
    least, most = found["correlation"].min(), found["correlation"].max()
    told = found["claims"].map(least_told)
    first, last = (int(dated["first_year"].iloc[end]) for end in (0, -1))
    rows = tuple(f"estimates/{claim}" for claim in dated["estimate"])
    between = f"{least:.2f} and {most:.2f}".replace("-", "−")
    return Finding(
        finding=me,
        question="Do later authors come closer to each other?",
        sentence=(
            f"No sign of it: {number(len(dated))} numbers printed from {first} to {last} show no trend with the year, "
            "neither up nor down nor towards their middle. The rank correlations of the year, with the number and "
            f"with its distance from the middle, lie between {between}; with so few numbers only one beyond "
            f"{told.min():.2f} to {told.max():.2f} could be told from chance, so that a weaker trend is not excluded."
        ),
        short=(
            f"No sign that the numbers converge: those printed from {first} to {last} show no trend, but they are so "
            "few that only a strong one would show."
        ),
        vietnamese=(
            f"Không có dấu hiệu các con số hội tụ theo thời gian: những con số được công bố từ năm {first} đến năm "
            f"{last} không cho thấy xu hướng nào, nhưng chúng quá ít nên chỉ một xu hướng mạnh mới lộ ra."
        ),
        grounds=(
            Ground(f"{number(len(dated))} claims with a year", _CLAIMS),
            Ground("the rank correlations", "notebooks/findings#result-years"),
        ),
        rows=rows,
        computed_by=("landreform.tolls.publication_years.trends", "landreform.tolls.publication_years.least_told"),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried=(
            "all numbers, those of people executed, the first of each lineage; each with the number and with its "
            "distance from the middle"
        ),
        overturned_by="Years of the undated claims, or new claims, that fall into line.",
        chapter="notebooks/findings#no-convergence-over-the-years",
    )


def no_choice(ledger: Ledger) -> Finding:
    """State what holds in every way of pooling the claims.

    Parameters
    ----------
    ledger : mapping of str to DataFrame
        The tables ``estimates, lineage, classifications, sources``.

    Raises
    ------
    FindingFailsError
        If some prediction interval spans a factor below `OPEN`, or if another set of claims gives no more than the
        reasoned and documented ones in some combination.

    Examples
    --------
    >>> from landreform.ledger.tables import load_all
    >>> no_choice(load_all()).agreement.word
    'medium'
    """
    me = "no-choice"
    pooled = ledger_multiverse(ledger)
    foreseen = int(np.isfinite(pooled.pi_high - pooled.pi_low).sum())
    require(me, foreseen > 0, "some combination foresees the next claim")
    least, freer, known = least_foreseen(pooled).values()
    require(me, least >= OPEN, f"every interval for the next claim spans a factor of {number(OPEN)} or more")
    sets = paired_folds(pooled, "claim_set", "reasoned and documented").query("pairs > 0")
    require(me, bool((sets["higher"] == sets["pairs"]).all()), "every other set of claims gives a higher pool")
    pools = int(pooled.defined.sum())
    choices = {
        f"{number(foreseen)} combinations with an interval for the next claim": least >= OPEN,
        "the same, with one degree of freedom more": freer >= OPEN,
        "the same, the scatter taken for known": known >= OPEN,
    } | {
        f"against the set “{row.option}” ({number(row.pairs)} comparisons)": bool(row.higher == row.pairs)
        for row in sets.itertuples()
    }
    rows = tuple(f"estimates/{claim}" for claim in outcome_claims(ledger)["estimate"])
    return Finding(
        finding=me,
        question="What can no choice of method move?",
        sentence=(
            f"In each of {number(foreseen)} combinations of choices that foresee a next claim at all, of "
            f"{number(pools)} that give a pool, the interval for it ({percent(pooled.level)}) spans a factor of "
            f"{rounded_down(least)} or more from end to end; {rounded_down(freer)} or more with one degree of freedom "
            f"more, and {rounded_down(known)} or more if the scatter were known. And whoever admits only claims that "
            "weigh sources or rest on documents gets a lower pool, in all "
            f"{number(int(sets['pairs'].sum()))} comparisons with other sets of claims."
        ),
        short=(
            f"No way of averaging settles it: in each of {number(foreseen)} combinations of choices the interval for a "
            f"next claim spans a factor of {rounded_down(least)} or more from end to end, and of {rounded_down(known)} "
            "or more even if the scatter were known."
        ),
        vietnamese=(
            f"Không cách lấy trung bình nào giải quyết được vấn đề: trong cả {vi.number(foreseen)} cách kết hợp các "
            "lựa chọn, khoảng dự đoán cho con số tiếp theo luôn có đầu trên gấp ít nhất "
            f"{vi.rounded_down(least)} lần đầu dưới, và ít nhất {vi.rounded_down(known)} lần ngay cả khi coi độ phân "
            "tán là đã biết."
        ),
        grounds=(
            Ground(f"{number(len(rows))} claims of people executed", _CLAIMS),
            Ground("every combination", "notebooks/which-choices-matter#fig-multiverse"),
        ),
        rows=rows,
        computed_by=(
            "landreform.tolls.multiverse.ledger_multiverse",
            "landreform.contested.multiverse.paired_folds",
            "landreform.contested.multiverse.least_foreseen",
        ),
        evidence=grade_evidence(statements(ledger, rows)),
        agreement=grade_agreement(choices),
        choices=choices,
        tried=(
            "every combination of options that foresees a next claim, by three quantiles; every other set of claims, "
            "all else alike"
        ),
        overturned_by=(
            "An option that can be defended and is not listed; a count of the time that covers the last stage."
        ),
        chapter="notebooks/which-choices-matter",
    )


def _works(ledger: Ledger) -> pd.Series:
    """Name each claim by its work alone."""
    names = ledger["sources"].set_index("source")["name"]
    return ledger["estimates"].set_index("estimate")["source"].map(names)
