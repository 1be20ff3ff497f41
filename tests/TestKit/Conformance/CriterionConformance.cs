using NUnit.Framework;
using NasPipelines.Ranking;
using NasPipelines.Scoring;

namespace NasPipelines.TestKit.Conformance;

/// <summary>What every ranking criterion has to hold. Derive a fixture, name a criterion, and run it on your own as well.</summary>
/// <param name="criterion">The criterion.</param>
public abstract class CriterionConformance(Criterion criterion)
{
    /// <summary>A perfect ranking is at least as good as a random one, and a random one as a reversed one.</summary>
    [Test]
    public void Evaluate_PerfectRandomReversed_AreInTheOrderOfTheDirection()
    {
        var (truth, noise) = Columns(400, 1);
        var values = new[] { truth, noise, [.. truth.Select(t => -t)] }.Select(s => criterion.Evaluate(truth, s).Value).ToArray();
        var sign = criterion.Direction == ScoreDirection.HigherIsBetter ? 1 : -1;

        Assume.That(values, Has.None.NaN, "criteria that control for other columns are tested with them");
        Assert.That(sign * values[0], Is.GreaterThanOrEqualTo(sign * values[1]));
        Assert.That(sign * values[1], Is.GreaterThanOrEqualTo(sign * values[2]));
    }

    /// <summary>The order of the rows does not matter, with ties in both columns.</summary>
    [Test]
    public void Evaluate_RowsPermuted_IsUnchanged()
    {
        var (truth, noise) = Columns(300, 2);
        double[] scores = [.. truth.Zip(noise, (t, n) => Math.Round((2 * t) + n, 1))];
        double[] rounded = [.. truth.Select(t => Math.Round(t, 1))];
        int[] order = [.. Enumerable.Range(0, 300).OrderBy(i => noise[i])];

        var expected = criterion.Evaluate(rounded, scores);
        var permuted = criterion.Evaluate([.. order.Select(i => rounded[i])], [.. order.Select(i => scores[i])]);

        Assert.That(permuted.Reason, Is.EqualTo(expected.Reason));
        Assert.That(permuted.Value, Is.EqualTo(expected.Value).Within(1e-12));
    }

    /// <summary>Empty columns, one row and constant scores give a value or a reason.</summary>
    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(50)]
    public void Evaluate_DegenerateColumns_HasAValueOrAReason(int n)
    {
        var value = criterion.Evaluate([.. Enumerable.Range(0, n).Select(i => (double)i)], new double[n]);

        Assert.That(double.IsNaN(value.Value), Is.EqualTo(value.Reason is not null));
    }

    /// <summary>Columns of different length are refused.</summary>
    [Test]
    public void Evaluate_DifferentLengths_IsRefused() =>
        Assert.That(() => criterion.Evaluate(new double[2], new double[3]), Throws.ArgumentException);

    private static (double[] Truth, double[] Noise) Columns(int n, int seed)
    {
        var random = new Random(seed);
        return ([.. Enumerable.Range(0, n).Select(_ => random.NextDouble())], [.. Enumerable.Range(0, n).Select(_ => random.NextDouble())]);
    }
}
