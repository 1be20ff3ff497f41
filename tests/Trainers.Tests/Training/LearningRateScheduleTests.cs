using NasPipelines.Trainers.Training;

namespace NasPipelines.Trainers.Tests.Training;

public sealed class LearningRateScheduleTests
{
    [Test]
    public void Plateau_LossesThatStall_HalvesAfterPatience()
    {
        var plateau = LearningRateSchedule.Plateau(0.5, patience: 2);
        double[] losses = [1, 0.9, 0.9, 0.9, 0.9, 0.9, 0.9, 0.8];

        var shares = Enumerable.Range(0, losses.Length + 1).Select(n => plateau.Share(0, losses[..n]));

        // Worked by hand: the third epoch in a row without improvement halves, then counting starts again.
        Assert.That(shares, Is.EqualTo(new[] { 1, 1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5 }));
    }

    [TestCase(0, 1)]
    [TestCase(0.5, 0.55)]
    [TestCase(1, 0.1)]
    public void Cosine_Progress_FallsToLast(double progress, double expected) =>
        Assert.That(LearningRateSchedule.Cosine(0.1).Share(progress, []), Is.EqualTo(expected).Within(1e-12));
}
