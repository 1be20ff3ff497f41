using System.Collections.Immutable;
using NasPipelines.Ranking;
using NasPipelines.Scoring;

namespace NasPipelines.Evaluation;

/// <summary>How well one score ranks architectures against their true quality.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class ScoreRanking : PrintedResult
{
    internal ScoreRanking(
        string name, int count, int missing, MissingScores policy, ImmutableArray<KeyValuePair<Criterion, ScoreValue>> values) =>
        (Name, Count, Missing, MissingScores, Values) = (name, count, missing, policy, values);

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
    public ImmutableArray<KeyValuePair<Criterion, ScoreValue>> Values { get; }

    /// <summary>Kendall's tau-b, in [-1, 1], higher is better; NaN where undefined or not asked for.</summary>
    public double Kendall => this["kendall"].Value;

    /// <summary>Spearman's rank correlation, in [-1, 1], higher is better; NaN where undefined or not asked for.</summary>
    public double Spearman => this["spearman"].Value;

    /// <summary>Pearson's correlation, in [-1, 1], higher is better; NaN where undefined or not asked for.</summary>
    public double Pearson => this["pearson"].Value;

    /// <summary>The value of the first criterion with this name; undefined, with that reason, where none was asked for.</summary>
    /// <param name="criterion">A criterion's name, such as <c>kendall</c>; case is ignored.</param>
    /// <param name="ratio">K, for a criterion on a top or bottom share; null takes the first.</param>
    public ScoreValue this[string criterion, double? ratio = null]
    {
        get
        {
            foreach (var (candidate, value) in Values)
            {
                if (string.Equals(candidate.Name, criterion, StringComparison.OrdinalIgnoreCase)
                    && (ratio is null || (candidate as RatioCriterion)?.Ratio == ratio))
                {
                    return value;
                }
            }

            return ScoreValue.Missing(
                FormattableString.Invariant($"'{criterion}'{(ratio is null ? "" : " at ")}{ratio} was not evaluated"));
        }
    }

    /// <summary>The values of a criterion on a top or bottom share, by K; undefined ones are absent.</summary>
    /// <param name="criterion">A criterion's name, such as <c>precisionAtTop</c>.</param>
    public ImmutableSortedDictionary<double, double> ByRatio(string criterion) =>
        Values.Where(v => v.Key is RatioCriterion && v.Key.Name == criterion && v.Value.IsDefined)
            .ToImmutableSortedDictionary(v => ((RatioCriterion)v.Key).Ratio, v => v.Value.Value);

    /// <summary>One line per criterion.</summary>
    private protected override string Print() => string.Join(
        Environment.NewLine,
        Values.Select(v => $"{v.Key.Label,-16} {v.Value}").Prepend($"{Name}: n = {Count}, missing {Missing} ({MissingScores})"));
}
