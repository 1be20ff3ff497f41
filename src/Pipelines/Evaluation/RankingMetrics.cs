using System.Collections.Immutable;

namespace NasPipelines;

/// <summary>How well one score ranks architectures against their true quality.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingMetrics
{
    internal RankingMetrics(string name, int count, int missing, MissingScores policy, ImmutableArray<KeyValuePair<Criterion, CriterionValue>> values)
    {
        (Name, Count, Missing, MissingScores, Values) = (name, count, missing, policy, values);
        PrecisionAtTop = ByRatio("precisionAtTop");
        PrecisionAtBottom = ByRatio("precisionAtBottom");
        BestRank = ByRatio("bestRank");
        WorstRank = ByRatio("worstRank");
    }

    /// <summary>The score's name.</summary>
    public string Name { get; }

    /// <summary>Number of architectures the criteria rest on (n).</summary>
    public int Count { get; }

    /// <summary>Number of architectures without a score; they are not in <see cref="Count"/> where the policy is to drop them.</summary>
    public int Missing { get; }

    /// <summary>Share of the architectures with a truth that have this score, in [0, 1].</summary>
    public double Coverage => MissingScores == MissingScores.Worst ? 1 - (double)Missing / Count : (double)Count / (Count + Missing);

    /// <summary>What became of the architectures without a score.</summary>
    public MissingScores MissingScores { get; }

    /// <summary>Every criterion with its value, or the reason why there is none.</summary>
    public ImmutableArray<KeyValuePair<Criterion, CriterionValue>> Values { get; }

    /// <summary>Kendall's tau-b, in [-1, 1], higher is better; NaN where undefined or not asked for.</summary>
    public double Kendall => this["kendall"].Value;

    /// <summary>Spearman's rank correlation, in [-1, 1], higher is better; NaN where undefined or not asked for.</summary>
    public double Spearman => this["spearman"].Value;

    /// <summary>Pearson's correlation, in [-1, 1], higher is better; NaN where undefined or not asked for.</summary>
    public double Pearson => this["pearson"].Value;

    /// <summary>P@topK by K, in [0, 1], higher is better; a K with K n below 1 is absent.</summary>
    public ImmutableSortedDictionary<double, double> PrecisionAtTop { get; }

    /// <summary>P@bottomK by K, in [0, 1], higher is better; a K with K n below 1 is absent.</summary>
    public ImmutableSortedDictionary<double, double> PrecisionAtBottom { get; }

    /// <summary>BR@K by K, in (0, 1], lower is better; a K with K n below 1 is absent.</summary>
    public ImmutableSortedDictionary<double, double> BestRank { get; }

    /// <summary>WR@K by K, in (0, 1], lower is better; a K with K n below 1 is absent.</summary>
    public ImmutableSortedDictionary<double, double> WorstRank { get; }

    /// <summary>The value of the first criterion with this name; undefined, with that reason, where none was asked for.</summary>
    /// <param name="criterion">A criterion's name, such as <c>kendall</c>.</param>
    public CriterionValue this[string criterion]
    {
        get
        {
            foreach (var (candidate, value) in Values)
            {
                if (string.Equals(candidate.Name, criterion, StringComparison.OrdinalIgnoreCase))
                {
                    return value;
                }
            }

            return CriterionValue.Undefined($"'{criterion}' was not evaluated");
        }
    }

    /// <summary>The values of a criterion on a top or bottom share, by K; undefined ones are absent.</summary>
    /// <param name="criterion">A criterion's name, such as <c>precisionAtTop</c>.</param>
    public ImmutableSortedDictionary<double, double> ByRatio(string criterion) =>
        Values.Where(v => v.Key is RatioCriterion && v.Key.Name == criterion && v.Value.IsDefined)
            .ToImmutableSortedDictionary(v => ((RatioCriterion)v.Key).Ratio, v => v.Value.Value);

    /// <summary>Evaluates one score.</summary>
    /// <param name="name">The score's name.</param>
    /// <param name="scores">The scores, one per architecture, higher is better, NaN where there is none.</param>
    /// <param name="truth">The true quality of the same architectures, higher is better.</param>
    /// <param name="options">How to evaluate; null for the defaults.</param>
    /// <exception cref="ArgumentException">The lengths differ, the options are wrong, or there are no rows.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value is missing.</exception>
    public static RankingMetrics Compute(string name, ReadOnlySpan<double> scores, ReadOnlySpan<double> truth, RankingEvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return scores.Length == truth.Length
            ? RankingEvaluation.Compute("truth", truth.ToArray(), [new(name, scores.ToArray())], options ?? new())[0]
            : throw new ArgumentException($"Scores and truth must have the same length (were {scores.Length} and {truth.Length}).");
    }

    /// <summary>One line per criterion.</summary>
    public override string ToString() => string.Join(
        Environment.NewLine,
        Values.Select(v => $"{v.Key.Label,-16} {v.Value}").Prepend($"{Name}: n = {Count}, missing {Missing} ({MissingScores})"));

    internal static RankingMetrics Compute(PreparedScore score, MissingScores policy, ImmutableArray<Criterion> criteria) =>
        new(score.Name, score.Sample.Count, score.Missing, policy, [.. criteria.Select(c => KeyValuePair.Create(c, c.Evaluate(score.Sample)))]);
}
