using NasPipelines.Networks.Native;
using NasPipelines.Networks.Torch;
using NasPipelines.Networks.Torch.Kernels;
using TorchSharp;
using static TorchSharp.torch;

namespace NasPipelines.Tests.Networks;

/// <summary>Sums in one order, beside sums one by one and libtorch's products.</summary>
public sealed class FixedSumsTests
{
    [Test]
    public void Sums_OfAnyLength_AreThoseOneByOne([Values(0, 1, 3, 7, 8, 15, 16, 17, 31, 32, 33, 100, 1001)] int length)
    {
        var random = new Random(length);
        double[] x = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
        double[] y = [.. Enumerable.Range(0, length).Select(_ => random.NextDouble() - 0.5)];
        var single = Array.ConvertAll(x, value => (float)value);

        Assert.Multiple(() =>
        {
            Assert.That(FixedSums.Sum<double>(x), Is.EqualTo(x.Sum()).Within(1e-13));
            Assert.That(FixedSums.SumOfMagnitudes<double>(x), Is.EqualTo(x.Sum(Math.Abs)).Within(1e-13 * length));
            Assert.That(FixedSums.Dot<double>(x, y), Is.EqualTo(x.Zip(y, (a, b) => a * b).Sum()).Within(1e-13));
            Assert.That(FixedSums.Norm<double>(x), Is.EqualTo(Math.Sqrt(x.Sum(a => a * a))).Within(1e-13));
            Assert.That(FixedSums.Sum<float>(single), Is.EqualTo(x.Sum()).Within(1e-5));
        });
    }

    [Test]
    public void Sum_OfWholeNumbers_IsExact() =>
        Assert.That(FixedSums.Sum<float>([.. Enumerable.Range(1, 999).Select(i => (float)i)]), Is.EqualTo(999 * 1000 / 2));

    [Test]
    public void Dot_OfOtherLengths_IsRefused() => Assert.Throws<ArgumentOutOfRangeException>(() => FixedSums.Dot<double>([1], [1, 2]));

    [TestCase(5, 40)]
    [TestCase(64, 1000)]
    [TestCase(1, 1)]
    public void RowProducts_OfRows_AreLibTorchs(int rows, int columns)
    {
        LibTorch.EnsureLoaded();
        using var scope = NewDisposeScope();
        var x = randn([rows, columns], dtype: ScalarType.Float64, generator: new Generator(1));

        Assert.That((RowProducts.Of(x) - matmul(x, x.t())).abs().max().ToDouble(), Is.LessThan(1e-12));
    }
}
