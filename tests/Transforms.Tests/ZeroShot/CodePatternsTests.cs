using NasPipelines.Networks.Native;
using NasPipelines.ZeroShot;
using TorchSharp;

namespace NasPipelines.Tests.ZeroShot;

public sealed class CodePatternsTests
{
    [OneTimeSetUp]
    public void LoadLibTorch() => LibTorch.EnsureLoaded();

    [TestCase(1, 1)]
    [TestCase(3, 70)]
    [TestCase(7, 200)]
    [TestCase(64, 129)]
    [TestCase(65, 300)]
    [TestCase(150, 64)]
    public void Add_TwoCalls_CountsColumnsThatDiffer(int samples, int units)
    {
        // Few units that are independent, so that many columns are alike.
        var random = new Random(samples + units);
        double[][] columns = [.. Enumerable.Range(0, 9).Select(
            _ => Enumerable.Range(0, samples).Select(_ => random.NextDouble() - 0.5).ToArray())];
        int[][] calls = [.. Enumerable.Range(0, 2).Select(_ => Enumerable.Range(0, units).Select(_ => random.Next(9)).ToArray())];

        var patterns = new CodePatterns();
        foreach (var call in calls)
        {
            using var operands = torch.tensor(
                Enumerable.Range(0, samples).SelectMany(sample => call.Select(unit => columns[unit][sample])).ToArray(), [samples, units]);
            patterns.Add(new SignBits(operands));
        }

        var expected = calls.SelectMany(c => c).Distinct().Select(
            unit => string.Concat(columns[unit].Select(v => v > 0 ? '1' : '0'))).Distinct().Count();
        Assert.That(patterns.Count, Is.EqualTo(expected));
    }
}
