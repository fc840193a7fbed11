"""The planning files of a small bakery, and how a test changes a line of them."""

BAKERY = {
    "goods.csv": """\
good,unit,stock,end_stock,loss,outside
bread,kg,0,,,
flour,kg,40,10,0.01,
grain,kg,100,,0.02,50
oven,piece,,,,
""",
    "resources.csv": """\
resource,unit,kind,amount,period
hours,h,,200,
baking,h,ability,30,
land,m2,,5000,
land,m2,,4000,2
smoke,kg,,90,all
""",
    "techniques.csv": """\
technique,hours,capacity,wear,lead,build_hours,lump
bake,0.1,60,0.05,1,12,30
mill,0.02,,,,,
grow,,,,,,
""",
    "flows.csv": """\
technique,direction,name,amount,unit
bake,out,bread,1,kg
bake,in,flour,0.7,kg
bake,use,baking,0.08,h
bake,use,smoke,0.2,
bake,build,oven,0.01,piece
mill,out,flour,0.8,kg
mill,in,grain,1,
grow,out,grain,1,kg
grow,in,grain,0.05,
grow,use,land,2.5,m2
grow,use,baking,0,h
""",
    "needs.csv": """\
good,class,amount,period,unit,who
bread,1,30,,kg,
bread,2,5,2,kg,
bread,2,3,2,kg,the library
flour,,1,3,,
""",
}


def bakery(**changed):
    """Return the lines of each file; ``flows=(3, "a line")`` changes line 3."""
    tables = {name: text.splitlines() for name, text in BAKERY.items()}
    for name, (line, text) in changed.items():
        tables[f"{name}.csv"][line - 1 : line] = text.split("\n")
    return tables
