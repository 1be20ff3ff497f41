using Microsoft.ML;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Uncertainty;

namespace NasPipelines.Tests.Uncertainty;

public sealed class TrainingAgreementTests
{
    private const int Architectures = 20_000;

    private static readonly Random Noise = new(5);
    private static readonly double[] Accuracy = Gaussian();
    private static readonly double[][] Trainings = [Training(), Training(), Training()];

    // An estimator that knows the accuracy without noise does better than a further training does, and as well as the ceiling says.
    [TestCase(1)]
    [TestCase(2)]
    [TestCase(3)]
    public void Ceiling_OfSimulatedTrainings_IsWhatANoiselessEstimatorReaches(int trainings)
    {
        var agreement = TrainingAgreement.Compute(Trainings[..2]);
        double[] truth = [.. Enumerable.Range(0, Architectures).Select(row => Trainings.Take(trainings).Average(t => t[row]))];

        using var scope = Assert.EnterMultipleScope();
        foreach (var criterion in (string[])["kendall", "spearman", "pearson"])
        {
            var reached = Criteria.Get(criterion).Evaluate(truth, Accuracy).Value;
            Assert.That(agreement.Ceiling(criterion, trainings).Value, Is.EqualTo(reached).Within(0.01), criterion);
            Assert.That(reached, Is.GreaterThan(agreement[criterion] + 0.05), criterion);
        }
    }

    [Test]
    public void Ceiling_OfTheDocumentedAgreement_IsAsDocumented()
    {
        // Columns whose tau is .612: two of 1,000 numbers with that correlation of their ranks would do; the formula is what is documented.
        var (correlation, value) = Attenuation.Of("kendall");
        var r = correlation(0.612);
        Assert.That(r, Is.EqualTo(0.820).Within(5e-4));
        Assert.That(value(Math.Sqrt(r)), Is.EqualTo(0.721).Within(5e-4));
        Assert.That(value(Math.Sqrt(2 * r / (1 + r))), Is.EqualTo(0.796).Within(5e-4));
    }

    // A score that took part in making the truth is not bounded by the ceiling: it knows the noise.
    [Test]
    public void Ceiling_OfATrainingAgainstAMeanThatHoldsIt_IsExceeded()
    {
        var agreement = TrainingAgreement.Compute(Trainings[..2]);
        double[] mean = [.. Trainings[0].Zip(Trainings[1], (a, b) => (a + b) / 2)];
        var ofAPart = Criteria.Get("kendall").Evaluate(mean, Trainings[0]).Value;
        Assert.That(ofAPart, Is.GreaterThan(agreement["kendall"] + 0.1));
    }

    [Test]
    public void Ceiling_WithoutAgreementOrFormula_SaysSo()
    {
        var agreement = TrainingAgreement.Compute([[1, 2, 3, 4], [4, 3, 2, 1]]);
        Assert.That(agreement.Ceiling("kendall", 1).Reason, Does.Contain("do not agree"));
        Assert.That(
            () => agreement.Ceiling("precisionAtTop", 1), Throws.ArgumentException.With.Message.Contains("kendall, spearman, pearson"));
        Assert.That(() => agreement.Ceiling("kendall", 0), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(TrainingAgreement.Compute([[1, 2, 3, 4], [1, 2, 3, 4]]).Ceiling("kendall", 1).Value, Is.EqualTo(1).Within(1e-12));
    }

    [Test]
    public void ShareOf_AValue_CountsFromChance()
    {
        double[][] seeds = [[1, 2, 3, 4, double.NaN], [1, 2, 4, 3, 5], [1, 2, 3, 4, 5]];
        var agreement = TrainingAgreement.Compute(seeds, new() { Ratios = [0.5] });
        Assert.That((agreement.Rows, agreement.Trainings), Is.EqualTo((4, 3)));
        var sample = RankedSample.Of(seeds[2], seeds[1]);
        Assert.That(agreement.ShareOf(new KendallTauB(), agreement["kendall"] / 2, sample), Is.EqualTo(0.5).Within(1e-15));
        Assert.That(agreement.ShareOf(new PrecisionAtTop(0.5), new PrecisionAtTop(0.5).Chance(sample), sample), Is.Zero);
        Assert.That(() => TrainingAgreement.Compute([[1, 2]]), Throws.ArgumentException.With.Message.Contains("at least two trainings"));
    }

    [Test]
    public void TrainingAgreement_OfAView_IsThatOfItsColumns()
    {
        var ml = new MLContext(1);
        var view = ml.Data.LoadFromEnumerable(
            Enumerable.Range(0, 500).Select(i => new Row { First = Trainings[0][i], Second = Trainings[1][i] }));
        var agreement = ml.Nas().Analyses.AgreementOfTrainings(view, ["First", "Second"]);
        Assert.That(
            agreement["kendall"],
            Is.EqualTo(Criteria.Get("kendall").Evaluate(Trainings[0].AsSpan(0, 500), Trainings[1].AsSpan(0, 500)).Value).Within(1e-15));
        Assert.That(agreement.ToString(), Does.Contain("2 trainings of 500 architectures: KD 0.").And.Contain("ceiling of KD 0."));
    }

    private static double[] Training() => [.. Gaussian().Zip(Accuracy, (noise, accuracy) => accuracy + (0.47 * noise))];

    private static double[] Gaussian() =>
    [
        .. Enumerable.Range(0, Architectures)
            .Select(_ => Math.Sqrt(-2 * Math.Log(1 - Noise.NextDouble())) * Math.Cos(2 * Math.PI * Noise.NextDouble())),
    ];

    private sealed class Row
    {
        public double First { get; set; }

        public double Second { get; set; }
    }
}
