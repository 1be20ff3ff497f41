using System.Globalization;
using NasPipelines.Numerics;

namespace NasPipelines.Benchmarks;

/// <summary>Gaussian truth and scores of given correlations with it, whose errors may have a part in common.</summary>
internal static class SimulatedTable
{
    public static (double[] Truth, List<KeyValuePair<string, double[]>> Scores) Draw(
        int number, int rows, double[] correlations, double shared)
    {
        var random = new SplitMix64(SplitMix64.Mix((ulong)number) ^ (ulong)rows);
        double[] truth = Gaussian(rows, ref random), common = Gaussian(rows, ref random);
        List<KeyValuePair<string, double[]>> scores = [];
        for (var s = 0; s < correlations.Length; s++)
        {
            var own = Gaussian(rows, ref random);
            var r = correlations[s];
            scores.Add(new(string.Create(CultureInfo.InvariantCulture, $"s{s}"), [.. truth.Select((t, i) =>
                (r * t) + (Math.Sqrt(1 - (r * r)) * ((Math.Sqrt(shared) * common[i]) + (Math.Sqrt(1 - shared) * own[i]))))]));
        }

        return (truth, scores);
    }

    /// <summary>The place of a score of this name.</summary>
    public static int Place(string name) => int.Parse(name[1..], CultureInfo.InvariantCulture);

    private static double[] Gaussian(int count, ref SplitMix64 random)
    {
        var values = new double[count];
        foreach (ref var value in values.AsSpan())
        {
            value = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        }

        return values;
    }
}
