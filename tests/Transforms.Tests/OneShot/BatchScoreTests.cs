using NasPipelines.OneShot;

namespace NasPipelines.Tests.OneShot;

public sealed class BatchScoreTests
{
    // Image 1: softmax (1/2, 1/4, 1/4), right. Image 2: (1/4, 1/4, 1/2), wrong. Image 3: all equal, the first counts: right.
    [Test]
    public void Of_HandMadeLogits_IsTheHandComputation()
    {
        var ln2 = MathF.Log(2);
        var score = BatchScore.Of([ln2, 0, 0, 0, 0, ln2, 5, 5, 5], [0, 1, 0]);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(score.Samples, Is.EqualTo(3));
            Assert.That(score.Accuracy, Is.EqualTo(2.0 / 3).Within(1e-15));
            Assert.That(score.Loss, Is.EqualTo((Math.Log(2) + Math.Log(4) + Math.Log(3)) / 3).Within(1e-7));
        }
    }

    [Test]
    public void Of_LargeLogits_DoesNotOverflow() => Assert.That(BatchScore.Of([3e38f, 0], [1]).Loss, Is.EqualTo(3e38).Within(1).Percent);

    [TestCase(float.NaN)]
    [TestCase(float.PositiveInfinity)]
    [TestCase(float.NegativeInfinity)]
    public void Of_LogitsThatAreNoNumbers_HasNeitherAccuracyNorLoss(float logit)
    {
        BatchScore[] batches = [BatchScore.Of([logit, 0, 0, 1], [0, 1]), BatchScore.Of([1, 0], [0])];

        Assert.That((batches[0].Accuracy, batches[0].Loss), Is.EqualTo((double.NaN, double.NaN)));
        Assert.That(BatchScore.Mean(batches, b => b.Accuracy, weighted: true).Reason, Does.Contain("not finite"));
    }

    [Test]
    public void Mean_ShortLastBatch_IsWeightedOrNot()
    {
        BatchScore[] batches = [new(8, 0.5, 1), new(2, 1, 3)];
        using (Assert.EnterMultipleScope())
        {
            Assert.That(BatchScore.Mean(batches, b => b.Accuracy, weighted: true).Value, Is.EqualTo(0.6).Within(1e-15));
            Assert.That(BatchScore.Mean(batches, b => b.Loss, weighted: false).Value, Is.EqualTo(2));
        }
    }
}
