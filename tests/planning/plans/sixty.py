"""Sixty goods in three steps, as planning files: raw, half made, and needed.

Room for more of the last step can be built.
"""

from pathlib import Path

MANY = 20


def sixty_goods(folder: Path) -> list[Path]:
    """Write the files of 60 goods and 60 ways of making, and return their paths."""
    goods = ["good,unit,stock,outside"]
    ways = ["technique,hours,capacity,end_capacity,build_hours"]
    flows, needs = ["technique,direction,name,amount"], ["good,amount,class"]
    for one in range(MANY):
        raw, half, ready = f"raw {one}", f"half {one}", f"ready {one}"
        goods += [f"{raw},kg,{20 + one},40", f"{half},kg,5,", f"{ready},piece,,"]
        ways += [f"prepare {one},0.{2 + one % 5},,,", f"finish {one},0.4,60,60,0.5"]
        ways.append(f"finish {one} slowly,0.7,,,")
        flows += [f"prepare {one},in,{raw},1.2", f"prepare {one},out,{half},1"]
        for way, takes, smoke in (("", 1.0, 0.5), (" slowly", 0.8, 0.1)):
            other = f"half {(one + 1) % MANY}"
            flows += [
                f"finish {one}{way},in,{half},{takes}",
                f"finish {one}{way},in,{other},0.1",
                f"finish {one}{way},out,{ready},1",
                f"finish {one}{way},use,smoke,{smoke}",
            ]
        needs += [f"{ready},{8 + one},{1 + one % 3}"]
    resources = ["resource,unit,amount", "hours,h,450", "smoke,kg,"]
    tables = {
        "goods.csv": goods,
        "techniques.csv": ways,
        "flows.csv": flows,
        "needs.csv": needs,
        "resources.csv": resources,
    }
    for name, lines in tables.items():
        (folder / name).write_text("\n".join(lines) + "\n")
    return [folder / name for name in tables]
