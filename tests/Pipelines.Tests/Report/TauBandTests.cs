using NasPipelines.Numerics;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Report;

namespace NasPipelines.Tests.Report;

public sealed class TauBandTests
{
    [TestCase(21, 0.0)]
    [TestCase(21, 0.7)]
    [TestCase(106, 0.5)]
    public void Of_NormalColumns_HoldsTheTrueTauAboutAsOftenAsItSays(int rows, double correlation)
    {
        const int Tables = 400;
        var tau = 2 / Math.PI * Math.Asin(correlation);
        var random = new SplitMix64(5);
        var held = 0;
        for (var table = 0; table < Tables; table++)
        {
            double[] truth = new double[rows], scores = new double[rows];
            for (var row = 0; row < rows; row++)
            {
                var shared = Normal();
                (truth[row], scores[row]) = (shared, correlation * shared + Math.Sqrt(1 - correlation * correlation) * Normal());
            }

            var (lower, upper) = TauBand.Of(RankedSample.Of(truth, scores), 0.95);
            held += lower <= tau && tau <= upper ? 1 : 0;
        }

        Assert.That(held / (double)Tables, Is.InRange(0.92, 0.99));

        double Normal() =>
            Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
    }

    [Test]
    public void Of_FewOrEqualRows_ClaimsNothing()
    {
        Assert.That(TauBand.Of(RankedSample.Of([1, 2, 3, 4], [1, 2, 3, 4]), 0.95).Lower, Is.NaN);
        Assert.That(TauBand.Of(RankedSample.Of([1, 2, 3, 4, 5], [1, 1, 1, 1, 1]), 0.95).Lower, Is.NaN);
        var (lower, upper) = TauBand.Of(RankedSample.Of([1, 2, 3, 4, 5, 6], [2, 1, 4, 3, 6, 5]), 0.95);
        Assert.That(lower, Is.LessThan(0), "six rows cannot tell 0.6 from 0");
        Assert.That(upper, Is.InRange(0.9, 1));
    }
}
