using NasPipelines.ZeroShot.Proxies;

namespace NasPipelines.Tests.ZeroShot;

public sealed class EpeNasTests
{
    [Test]
    public void Compute_WorkedExample_IsItsValue()
    {
        var observed = Observed.Nothing.With(o =>
        {
            o.Samples = 3;
            o.Labels = new[] { 0, 0, 1 };
            o.Logits = new double[30];
            o.InputJacobian = new double[] { 1, 0, 0, 0, 1, 0, 1, 2, 4 };
        });

        Assert.That(new EpeNas().Compute(observed).Value, Is.EqualTo(1.386244).Within(1e-6));
    }

    [TestCase(10)]
    [TestCase(200)]
    public void Compute_RandomJacobians_IsTheBruteForceSum(int classes)
    {
        const int Samples = 12, Columns = 7;
        var random = new Random(classes);
        int[] labels = [3, 5, 3, 7, 3, 5, 8, 5, 5, 3, 7, 5];
        var jacobian = Enumerable.Range(0, Samples)
            .Select(_ => Enumerable.Range(0, Columns).Select(_ => random.NextDouble()).ToArray()).ToArray();
        var observed = Observed.Nothing.With(o =>
        {
            o.Samples = Samples;
            o.Labels = labels;
            o.Logits = new double[Samples * classes];
            o.InputJacobian = jacobian.SelectMany(r => r).ToArray();
        });

        var sums = new List<double>();
        foreach (var label in new[] { 3, 5, 7, 8 })
        {
            var rows = jacobian.Where((_, i) => labels[i] == label).ToArray();
            var sum = (from a in rows from b in rows select Math.Log(
                Math.Abs(MathNet.Numerics.Statistics.Correlation.Pearson(a, b)) + 1e-5)).Sum();
            if (classes <= 100)
            {
                sums.Add(sum);
            }
            else if (rows.Length > 1)
            {
                sums.Add(sum / rows.Length);
            }
        }

        var expected = classes <= 100 ? sums.Sum(Math.Abs) : (from a in sums from b in sums select Math.Abs(a - b)).Sum() / 3;
        Assert.That(new EpeNas().Compute(observed).Value, Is.EqualTo(expected).Within(1e-9));
    }

    [Test]
    public void Compute_ConstantJacobian_IsMissingWithReason()
    {
        var value = new EpeNas().Compute(Observed.Nothing.With(
            o => { o.Samples = 2; o.Labels = new[] { 1, 1 }; o.Logits = new double[20]; o.InputJacobian = new double[8]; }));

        Assert.That(value.Value, Is.NaN);
        Assert.That(value.Reason, Does.Contain("constant"));
    }

    [Test]
    public void Compute_ManyClassesWithoutPairs_IsMissingWithReason()
    {
        var value = new EpeNas().Compute(Observed.Nothing.With(o =>
        {
            o.Samples = 2;
            o.Labels = new[] { 1, 2 };
            o.Logits = new double[400];
            o.InputJacobian = new double[] { 1, 2, 3, 1 };
        }));

        Assert.That(value.Value, Is.NaN);
        Assert.That(value.Reason, Does.Contain("two samples"));
    }
}
