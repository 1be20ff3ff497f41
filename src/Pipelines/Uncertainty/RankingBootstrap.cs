using System.Collections.Immutable;

namespace NasPipelines;

/// <summary>An evaluation with bootstrap intervals over architectures: rows are drawn with replacement, and every criterion is evaluated on each resample.</summary>
/// <remarks>
/// All scores share the resamples, so that two of them can be compared in pairs. A row without a score that is drawn is treated by the missing
/// policy as in the evaluation itself. The intervals say how far the answer would move with other architectures of the same space; they are not
/// about the noise of the truth (see <see cref="NoiseCeiling"/>) nor of the estimator (see <see cref="SeedVariation"/>).
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingBootstrap
{
    private readonly double[][][] resampled; // by score, criterion, resample
    private readonly BootstrapOptions options;

    private RankingBootstrap(RankingEvaluation evaluation, double[][][] resampled, BootstrapOptions options) =>
        (Evaluation, this.resampled, this.options) = (evaluation, resampled, options);

    /// <summary>The values on all rows.</summary>
    public RankingEvaluation Evaluation { get; }

    /// <summary>The criteria, in the order of <see cref="RankingMetrics.Values"/>.</summary>
    public IEnumerable<Criterion> Criteria => Evaluation[0].Values.Select(v => v.Key);

    /// <summary>Evaluates several scores with intervals.</summary>
    /// <param name="truthName">Name of the truth, for messages and reports.</param>
    /// <param name="truth">The true quality, one per architecture, higher is better.</param>
    /// <param name="scores">The scores by name, each with one value per architecture, higher is better, NaN where there is none.</param>
    /// <param name="options">How to evaluate; null for the defaults.</param>
    /// <param name="bootstrap">How to resample; null for the defaults.</param>
    /// <param name="controls">Columns to control for, such as parameters, by name; null for none.</param>
    /// <exception cref="ArgumentException">Lengths differ, names repeat, options are wrong, or there are no rows or scores.</exception>
    /// <exception cref="InvalidOperationException">Values are missing and the options say that this is an error, or every value is missing.</exception>
    /// <exception cref="OperationCanceledException">The token of the bootstrap options was cancelled.</exception>
    public static RankingBootstrap Compute(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        RankingEvaluationOptions? options = null,
        BootstrapOptions? bootstrap = null,
        IReadOnlyList<KeyValuePair<string, double[]>>? controls = null) =>
        Compute(EvaluationTable.Prepare(truthName, truth, scores, options ?? new(), controls ?? []), bootstrap ?? new());

    internal static RankingBootstrap Compute(EvaluationTable table, BootstrapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        var criteria = table.Options.Expanded();
        double[][][] values = [.. table.Scores.Select(_ => criteria.Select(_ => new double[options.Resamples]).ToArray())];
        Parallel.For(
            0,
            options.Resamples,
            new ParallelOptions { MaxDegreeOfParallelism = options.Threads, CancellationToken = options.CancellationToken },
            () => new Resampler(table),
            (resample, _, resampler) =>
            {
                resampler.Draw(options.Seed, resample);
                for (var s = 0; s < values.Length; s++)
                {
                    var sample = resampler.Sample(s);
                    for (var c = 0; c < criteria.Length; c++)
                    {
                        values[s][c][resample] = criteria[c].Evaluate(sample).Value;
                    }
                }

                return resampler;
            },
            _ => { });
        return new(RankingEvaluation.Compute(table), values, options);
    }

    /// <summary>Every criterion of a score with its interval.</summary>
    /// <param name="score">The score's name.</param>
    /// <exception cref="KeyNotFoundException">No score has this name; the message lists those that exist.</exception>
    public ImmutableArray<KeyValuePair<Criterion, CriterionInterval>> Intervals(string score)
    {
        var s = IndexOf(score);
        return [.. Evaluation[s].Values.Select((v, c) => KeyValuePair.Create(v.Key, CriterionInterval.Of(v.Value.Value, resampled[s][c], options.Confidence)))];
    }

    /// <summary>Compares two scores on every criterion, resample by resample.</summary>
    /// <param name="first">The first score's name.</param>
    /// <param name="second">The second score's name.</param>
    /// <exception cref="KeyNotFoundException">No score has this name; the message lists those that exist.</exception>
    public ImmutableArray<PairedComparison> Compare(string first, string second)
    {
        var (a, b) = (IndexOf(first), IndexOf(second));
        return [.. Criteria.Select((criterion, c) => Compare(criterion, a, b, c))];
    }

    private PairedComparison Compare(Criterion criterion, int a, int b, int c)
    {
        double[] differences = [.. resampled[a][c].Zip(resampled[b][c], (x, y) => x - y).Where(d => !double.IsNaN(d))];
        var sign = criterion.Direction == CriterionDirection.HigherIsBetter ? 1 : -1;
        var better = differences.Length == 0 ? double.NaN : differences.Average(d => sign * d > 0 ? 1 : d == 0 ? 0.5 : 0);
        var value = Evaluation[a].Values[c].Value.Value - Evaluation[b].Values[c].Value.Value;
        return new(criterion, Evaluation[a].Name, Evaluation[b].Name, CriterionInterval.Of(value, differences, options.Confidence), better);
    }

    private int IndexOf(string score)
    {
        var metrics = Evaluation[score];
        var index = 0;
        while (Evaluation[index] != metrics)
        {
            index++;
        }

        return index;
    }
}
