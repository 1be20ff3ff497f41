using NasPipelines.Evaluation;

namespace NasPipelines.Tests.Evaluation;

public sealed class MissingSensitivityTests
{
    [Test]
    public void Compute_TwoGappyScores_GivesEveryPolicyItsOwnAnswer()
    {
        double[] truth = [1, 2, 3, 4, 5, double.NaN], a = [double.NaN, 2, 1, 4, 5, 1], b = [1, 2, 3, double.NaN, 5, 1];
        var sensitivity = MissingSensitivity.Compute(
            "acc", truth, [new("a", a), new("b", b)], new() { Ratios = [0.5], MissingScores = MissingScores.Fail });
        var row = sensitivity.Rows[0];
        using var scope = Assert.EnterMultipleScope();
        Assert.That(row.Dropped.Coverage, Is.EqualTo(0.8).Within(1e-15));
        Assert.That(row.Dropped.Kendall, Is.EqualTo(4.0 / 6).Within(1e-15), "2 1 4 5: one of six pairs reversed");
        Assert.That(row.Worst.Kendall, Is.EqualTo(8.0 / 10).Within(1e-15), "the missing one is truly the worst: one of ten pairs reversed");
        Assert.That(row.Common!.Kendall, Is.EqualTo(1.0 / 3).Within(1e-15), "2 1 5");
        Assert.That(sensitivity.Rows[1].Worst.Kendall, Is.EqualTo(4.0 / 10).Within(1e-15), "the missing one is the second best");
        Assert.That(sensitivity.CommonCount, Is.EqualTo(3));
        Assert.That(row.Worst.Coverage, Is.EqualTo(row.Dropped.Coverage).Within(1e-15));
        Assert.That(sensitivity.ToString(), Does.Contain("a: coverage 80.0"));
    }

    [Test]
    public void Compute_NoArchitectureHasEveryScore_LeavesTheCommonOut()
    {
        var sensitivity = MissingSensitivity.Compute(
            "acc", [1, 2, 3, 4], [new("a", [1, 2, double.NaN, double.NaN]), new("b", [double.NaN, double.NaN, 1, 2])]);
        Assert.That(sensitivity.Rows.Select(r => r.Common), Is.All.Null);
        Assert.That(sensitivity.CommonCount, Is.Zero);
    }
}
