using NasPipelines.Networks.Native;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class CodeKernelTests
{
    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [TestCase(1, torch.ScalarType.Float32)]
    [TestCase(63, torch.ScalarType.Float32)]
    [TestCase(200, torch.ScalarType.Float32)]
    [TestCase(67, torch.ScalarType.Float64)]
    public void Add_TwoCalls_IsTheBruteForceCount(int units, torch.ScalarType type)
    {
        const int Samples = 5;
        var random = new Random(units);
        double[][] rows = [.. Enumerable.Range(0, Samples).Select(
            _ => Enumerable.Range(0, units).Select(i => i % 9 == 0 ? 0 : random.NextDouble() - 0.5).ToArray())];
        rows[1][0] = -0.0;
        rows[2][0] = double.NaN;
        using var operands = torch.tensor(rows.SelectMany(r => r).ToArray(), [Samples, units]).to(type);

        var kernel = new CodeKernel(Samples);
        var signs = new SignBits(operands);
        kernel.Add(signs, 1);
        kernel.Add(signs, 2);

        var expected = from a in rows from b in rows select 3.0 * a.Zip(b).Count(p => p.First > 0 == p.Second > 0);
        Assert.That(kernel.Values(), Is.EqualTo(expected));
    }
}
