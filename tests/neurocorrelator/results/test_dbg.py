import sys
sys.path.insert(0, "tests/neurocorrelator/results")
from dataclasses import replace
def test_x(write_scene, make_result):
    CENTRES = [(60.0 + 30 * i, 80.0) for i in range(5)]
    result = make_result(write_scene(), centres=CENTRES)
    a = list(result.answers.values())[0]
    print("first", a.places, [hasattr(a, n) for n in a.__slots__], type(a), sys.version)
    r2 = replace(result, answers={})
    b = list(r2.answers.values())[0]
    print([hasattr(b, n) for n in b.__slots__], b.confidence)
    print(repr(b))
    for f in (result.subset([3]), replace(result, matches=()), result.in_crs(None)):
        c = list(f.answers.values())[0]
        print([hasattr(c, n) for n in c.__slots__], c is a)
        print([hasattr(a, n) for n in c.__slots__])
