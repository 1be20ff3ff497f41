using System.Collections.Immutable;

namespace NasPipelines;

/// <summary>What a further training of every architecture would reach on each criterion: no estimator can be expected to do better against such a truth.</summary>
/// <remarks>
/// Each training seed of the truth in turn is the score, and the mean of the others the truth, over the architectures that have all seeds; the
/// ceiling is the mean over the seeds.
/// </remarks>
public sealed class NoiseCeiling
{
    private NoiseCeiling(int rows, ImmutableArray<RankingEvaluation> perSeed)
    {
        (Rows, PerSeed) = (rows, perSeed);
        Values = [.. perSeed[0][0].Values.Select((v, c) => KeyValuePair.Create(v.Key, perSeed.Average(e => e[0].Values[c].Value.Value)))];
    }

    /// <summary>Number of architectures with all seeds.</summary>
    public int Rows { get; }

    /// <summary>For each seed its evaluation against the mean of the others.</summary>
    public ImmutableArray<RankingEvaluation> PerSeed { get; }

    /// <summary>The ceiling of every criterion; NaN where it is undefined.</summary>
    public ImmutableArray<KeyValuePair<Criterion, double>> Values { get; }

    /// <summary>The ceiling of the first criterion with this name and, for a criterion on a top or bottom share, this ratio.</summary>
    /// <param name="criterion">A criterion's name, such as <c>kendall</c>.</param>
    /// <param name="ratio">K; null for a criterion without one.</param>
    /// <exception cref="KeyNotFoundException">The criterion was not evaluated.</exception>
    public double this[string criterion, double? ratio = null]
    {
        get
        {
            foreach (var (candidate, value) in Values)
            {
                if (candidate.Name == criterion && (candidate as RatioCriterion)?.Ratio == ratio)
                {
                    return value;
                }
            }

            throw new KeyNotFoundException($"No criterion '{criterion}' was evaluated; known are {string.Join(", ", Values.Select(v => v.Key.Name).Distinct())}.");
        }
    }

    /// <summary>Computes the ceiling.</summary>
    /// <param name="seeds">One column of truth per training seed, at least two; NaN where an architecture lacks the seed.</param>
    /// <param name="options">Criteria and ratios; null for the defaults.</param>
    /// <exception cref="ArgumentException">Fewer than two seeds, lengths differ, or no architecture has all seeds.</exception>
    public static NoiseCeiling Compute(IReadOnlyList<double[]> seeds, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(seeds);
        if (seeds.Count < 2 || seeds.Any(s => s.Length != seeds[0].Length))
        {
            throw new ArgumentException($"A noise ceiling needs at least two seeds of equal length (were {string.Join(", ", seeds.Select(s => s.Length))}).", nameof(seeds));
        }

        int[] rows = [.. Enumerable.Range(0, seeds[0].Length).Where(row => seeds.All(s => !double.IsNaN(s[row])))];
        if (rows.Length == 0)
        {
            throw new ArgumentException("No architecture has all seeds.", nameof(seeds));
        }

        return new(rows.Length, [.. seeds.Select((seed, i) => RankingEvaluation.Compute(
            $"mean of the seeds but {i + 1}",
            Array.ConvertAll(rows, row => seeds.Where((_, j) => j != i).Average(s => s[row])),
            [new($"seed {i + 1}", Array.ConvertAll(rows, row => seed[row]))],
            options))]);
    }

    /// <summary>
    /// A value as a share of the ceiling, both counted from the chance level: 0 is chance, 1 is what a further training reaches. NaN where
    /// either is undefined.
    /// </summary>
    /// <param name="criterion">The criterion, as evaluated.</param>
    /// <param name="value">An estimator's value.</param>
    /// <param name="sample">The estimator's sample, for the chance level.</param>
    public double ShareOf(Criterion criterion, double value, RankedSample sample)
    {
        ArgumentNullException.ThrowIfNull(criterion);
        var chance = criterion.Chance(sample);
        return (value - chance) / (this[criterion.Name, (criterion as RatioCriterion)?.Ratio] - chance);
    }
}
