using NasPipelines.Networks.Parameters;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks;

public sealed class ParameterSliceTests
{
    // Of 6 filters with 4 channels of 1×2; the value is 100·filter + 10·channel + position.
    private static readonly float[] Values =
        [..
            from filter in Enumerable.Range(0, 6)
            from channel in Enumerable.Range(0, 4)
            from position in Enumerable.Range(0, 2)
            select (100f * filter) + (10 * channel) + position];

    public static IEnumerable<TestCaseData> Slices()
    {
        yield return Slice("leading", 1, [2, 3, 1, 2], [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121]);
        yield return Slice("two groups", 2, [2, 2, 1, 2], [0, 1, 10, 11, 120, 121, 130, 131]);
        yield return Slice("two groups, narrow", 2, [4, 1, 1, 2], [0, 1, 100, 101, 210, 211, 310, 311]);
        yield return Slice("four groups", 4, [4, 1, 1, 2], [0, 1, 110, 111, 220, 221, 330, 331]);
        yield return Slice("all", 1, [6, 4, 1, 2], Values);
    }

    [TestCaseSource(nameof(Slices))]
    public void Of_ValuesAndTensor_AreTheBlocksByHand(int groups, long[] shape, float[] expected)
    {
        using var scope = NewDisposeScope();
        var slice = new ParameterSlice([6, 4, 1, 2], groups);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(slice.Of(Values, [.. shape]), Is.EqualTo(expected));
            Assert.That(slice.Of(tensor(Values, [6, 4, 1, 2]), [.. shape]).contiguous().data<float>().ToArray(), Is.EqualTo(expected));
        }
    }

    [Test]
    public void Of_Vector_IsItsStart() =>
        Assert.That(new ParameterSlice([4], 1).Of([5, 6, 7, 8], [3]), Is.EqualTo(new float[] { 5, 6, 7 }));

    private static TestCaseData Slice(string name, int groups, long[] shape, float[] expected) =>
        new TestCaseData(groups, shape, expected).SetArgDisplayNames(name);
}
