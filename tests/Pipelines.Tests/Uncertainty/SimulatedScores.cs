namespace NasPipelines.Tests.Uncertainty;

/// <summary>Gaussian truth and scores of given correlations with it; tau is 2/π asin r (Greiner 1909).</summary>
internal static class SimulatedScores
{
    public static (double[] Truth, KeyValuePair<string, double[]>[] Scores) Draw(int seed, int rows, params double[] correlations)
    {
        var random = new Random(seed);
        double[] truth = [.. Enumerable.Range(0, rows).Select(_ => Gaussian(random))];
        return (truth,
        [
            .. correlations.Select((r, s) => KeyValuePair.Create(
                $"s{s}", truth.Select(t => (r * t) + (Math.Sqrt(1 - (r * r)) * Gaussian(random))).ToArray())),
        ]);
    }

    public static double Tau(double correlation) => 2 / Math.PI * Math.Asin(correlation);

    /// <summary>More hits than this among so many are seen with a chance below 1 in 1,000 if each has the probability.</summary>
    public static int Most(int trials, double probability)
    {
        double term = Math.Pow(1 - probability, trials), below = term;
        var hits = 0;
        while (below < 0.999)
        {
            term *= (trials - hits) / (hits + 1.0) * probability / (1 - probability);
            below += term;
            hits++;
        }

        return hits;
    }

    private static double Gaussian(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
