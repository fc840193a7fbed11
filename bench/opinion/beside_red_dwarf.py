"""Accuracy beside red-dwarf 0.4.0 on Polis' exports, in the same run.

Run ``python bench/opinion/beside_red_dwarf.py FOLDER`` with the packages of
``requirements/bench.txt``; FOLDER holds folders as Polis exports them. For each: every
statistic given Polis' groups, the axes, and the groups found at Polis' number of groups
beside those that red-dwarf finds. Above 500 people red-dwarf's axes are random estimates
by default, wrong in the fourth or fifth digit; here it is told to compute them in full,
and is timed as it comes. Times are processor times, which hardly depend on what else the
machine does.
"""

import os
import sys
import time
import warnings
from pathlib import Path

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
    os.environ.setdefault(name, "1")
# The order is meant: threads are chosen before NumPy starts, our source before it.
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

import numpy as np  # noqa: E402
import pandas as pd  # noqa: E402
from reddwarf.implementations.base import run_pipeline  # noqa: E402
from reddwarf.utils.consensus import select_consensus_statements  # noqa: E402
from reddwarf.utils.stats import (  # noqa: E402
    calculate_comment_statistics_dataframes,
    priority_metric,
    select_representative_statements,
)

from folkmoot.cli.files.listen.reading import read_heard  # noqa: E402
from folkmoot.engines import opinion  # noqa: E402

CLOSE = 1e-9  # statistics
COSINE = 0.9999  # axes
BEHIND = 0.02  # adjusted Rand index below red-dwarf's
SEED = 1
warnings.simplefilter("ignore")


def main():
    """Print the table; return 1 where something is missed."""
    folders = sorted(one for one in Path(sys.argv[1]).iterdir() if one.is_dir())
    print(
        f"{'':34}{'largest':>9}{'same':>6}{'axes':>8}{'index to Polis':>18}"
        f"{'processor seconds':>21}\n{'':34}{'difference':>9}{'lists':>6}{'cosine':>8}"
        f"{'ours':>9}{'red-dwarf':>9}{'ours':>11}{'red-dwarf':>10}"
    )
    results = [compare(folder) for folder in folders]
    print(f"load {os.getloadavg()[0]:.1f}")
    return 0 if all(results) else 1


def compare(folder):
    """Print one line; return whether everything holds."""
    heard = read_heard(folder, None, lambda _words: None)
    groups, table = heard.polis_groups, heard.votes.matrix()
    answered = ~np.isnan(table).all(axis=0)
    frame = pd.DataFrame(
        table[:, answered],
        columns=pd.Index(np.flatnonzero(answered), name="statement_id"),
    )
    out = np.flatnonzero(heard.moderated & answered).tolist()
    largest, lists = statistics(heard, frame, groups, out)
    many = len(np.unique(groups[groups >= 0]))
    begin = time.process_time()
    found = opinion.opinion_map(
        heard.votes,
        rng=np.random.default_rng(SEED),
        moderated=heard.moderated,
        n_groups=many,
        resamples=0,
    )
    ours_took = time.process_time() - begin
    ballots = [
        {"participant_id": int(who), "statement_id": int(what), "vote": int(said)}
        for who, what, said in zip(
            heard.votes.people, heard.votes.statements, heard.votes.answers, strict=True
        )
    ]
    wishes = {"mod_out_statement_ids": out, "force_group_count": many}
    begin = time.process_time()
    run_pipeline(votes=ballots, **wishes)
    theirs_took = time.process_time() - begin
    exactly = {"svd_solver": "full"}
    theirs = run_pipeline(votes=ballots, reducer_kwargs=exactly, **wishes)
    moves, cosine = axes(found, theirs, answered)
    people = theirs.participants_df["cluster_id"].fillna(-1).astype(int)
    labels = np.full(len(groups), -1)
    labels[people.index.to_numpy()] = people.to_numpy()
    both = (labels >= 0) & (found.groups >= 0)
    ours, other = (
        opinion.adjusted_rand_index(np.where(both, groups, -1), each)
        for each in (found.groups, labels)
    )
    largest = max(largest, moves)
    good = largest <= CLOSE and lists and cosine >= COSINE and ours >= other - BEHIND
    print(
        f"{folder.name:34}{largest:>9.0e}{'yes' if lists else 'NO':>6}{cosine:>8.4f}"
        f"{ours:>9.3f}{other:>9.3f}{ours_took:>11.3f}{theirs_took:>10.2f}"
        f"{'' if good else '  MISSED'}",
        flush=True,
    )
    return good


def statistics(heard, frame, groups, out):
    """Return the largest difference given Polis' groups, and whether lists are equal."""
    places = frame.columns.to_numpy()
    is_in = groups >= 0
    told, shared = calculate_comment_statistics_dataframes(
        frame[is_in], cluster_labels=groups[is_in]
    )
    counts = opinion.group_counts(heard.votes, groups)
    ours = opinion.representativeness(counts)
    differences = [
        np.abs(getattr(ours, name)[side][:, places] - _by_group(told, column)).max()
        for name, columns in (
            ("share", ("pa", "pd")),
            ("ratio", ("ra", "rd")),
            ("share_test", ("pat", "pdt")),
            ("ratio_test", ("rat", "rdt")),
        )
        for side, column in enumerate(columns)
    ]
    for answer, word in ((1, "agree"), (-1, "disagree")):
        known = shared[f"group-aware-consensus-{word}"].to_numpy()
        found = opinion.group_aware_consensus(counts, answer)[places]
        differences.append(np.abs(found - known).max())
    drawn = np.random.default_rng(SEED).random(counts.n_statements)
    whole = counts.together()
    known = priority_metric(
        np.zeros(len(drawn), bool),
        whole.agrees[0],
        whole.disagrees[0],
        whole.seen[0],
        drawn,
    )
    differences.append(np.abs(opinion.priority(counts, drawn) - known).max())
    return max(differences), _lists(heard, frame, counts, told, out)


def _by_group(told, column):
    numbers = told.index.get_level_values(0).unique()
    return np.stack([told.loc[one][column].to_numpy() for one in numbers])


def _lists(heard, frame, counts, told, out):
    """Return whether consensus lists and representative statements are the same."""
    everybody = opinion.group_counts(heard.votes, np.zeros(heard.votes.n_people, int))
    known = select_consensus_statements(frame, mod_out_statement_ids=out)
    found = opinion.consensus_lists(everybody, moderated=heard.moderated)
    same = [
        [one.statement for one in mine] == [one["tid"] for one in known[word]]
        for mine, word in zip(found, ("agree", "disagree"), strict=True)
    ]
    theirs = select_representative_statements(told, mod_out_statement_ids=out)
    ours = opinion.representative_statements(counts, moderated=heard.moderated)
    same += [
        [(one.statement, one.answer) for one in mine]
        == [(one["tid"], 1 if one["repful-for"] == "agree" else -1) for one in other]
        for mine, other in zip(ours, theirs.values(), strict=True)
    ]
    return all(same)


def axes(found, theirs, answered):
    """Return the largest difference in extremity, and the smaller cosine of the axes."""
    known = theirs.statements_df["extremity"].to_numpy(dtype=float)
    moves = np.abs(found.extremity[answered] - known)[~found.moderated[answered]].max()
    cosines = [
        abs(axis[answered] @ theirs.statements_df[name].to_numpy(dtype=float))
        for axis, name in zip(found.axes.directions, ("pc1", "pc2"), strict=True)
    ]
    return moves, min(cosines)


if __name__ == "__main__":
    raise SystemExit(main())
