using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Evaluation;
using NasPipelines.Ranking;
using NasPipelines.Ranking.Statistics;
using NasPipelines.Scoring;

namespace NasPipelines.Uncertainty;

/// <summary>
/// An evaluation with bootstrap intervals over architectures: rows are drawn with replacement, and every criterion is evaluated on each
/// resample.
/// </summary>
/// <remarks>
/// All scores share the resamples, so that two of them can be compared in pairs. A row without a score that is drawn is treated by the
/// missing policy as in the evaluation itself. The intervals say how far the answer would move with other architectures of the same space;
/// they are not about the noise of the truth (see <see cref="TrainingAgreement"/>) nor of the estimator (see <see cref="SeedVariation"/>).
/// </remarks>
/// <threadsafety>Immutable.</threadsafety>
public sealed class RankingBootstrap : PrintedResult
{
    private readonly double[][][] _resampled; // by score, criterion, resample
    private readonly BootstrapOptions _options;

    private RankingBootstrap(RankingEvaluation evaluation, double[][][] resampled, BootstrapOptions options) =>
        (Evaluation, _resampled, _options) = (evaluation, resampled, options);

    /// <summary>The values on all rows.</summary>
    public RankingEvaluation Evaluation { get; }

    /// <summary>The criteria, in the order of <see cref="ScoreRanking.Values"/>.</summary>
    public IEnumerable<Criterion> Criteria => Evaluation[0].Values.Select(v => v.Key);

    internal static RankingBootstrap Compute(EvaluationTable table, BootstrapOptions options, RunOptions? run = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        run?.Validate();
        var criteria = table.Options.Expanded();
        double[][][] values = [.. table.Scores.Select(_ => criteria.Select(_ => new double[options.Resamples]).ToArray())];
        // Where tau is all that is asked for, no resample needs to be ranked.
        var isTauAlone = criteria.All(c => c is KendallTauB);
        var pieces = new RunPieces(run, options.Resamples);
        Parallel.For(
            0,
            options.Resamples,
            pieces.Parallel,
            () => new Resampler(table),
            (resample, _, resampler) =>
            {
                resampler.Draw(options.Seed, resample);
                for (var s = 0; s < values.Length; s++)
                {
                    var source = table.Scores[s].Sample;
                    if (isTauAlone && WeightedPairs.Suit(source.Scores, source.Truth))
                    {
                        var tau = KendallTauB.Of(WeightedPairs.Count(source.Scores, source.Truth, resampler.Firsts(s)));
                        Array.ForEach(values[s], all => all[resample] = tau);
                        continue;
                    }

                    var sample = resampler.Sample(s);
                    for (var c = 0; c < criteria.Length; c++)
                    {
                        values[s][c][resample] = criteria[c].Evaluate(sample).Value;
                    }
                }

                pieces.Done();
                return resampler;
            },
            _ => { });
        return new(RankingEvaluation.Compute(table, run), values, options);
    }

    /// <summary>Every criterion of a score with its interval.</summary>
    /// <param name="score">The score's name.</param>
    /// <exception cref="KeyNotFoundException">No score has this name; the message lists those that exist.</exception>
    public ImmutableArray<KeyValuePair<Criterion, CriterionInterval>> Intervals(string score)
    {
        var s = IndexOf(score);
        return [.. Evaluation[s].Values.Select(
            (v, c) => KeyValuePair.Create(v.Key, CriterionInterval.Of(v.Value.Value, _resampled[s][c], _options.Confidence)))];
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

    /// <summary>The values of a criterion over the resamples, by places.</summary>
    internal double[] Resampled(int score, int criterion) => _resampled[score][criterion];

    /// <summary>A line per score and criterion: the value and its interval.</summary>
    private protected override string Print()
    {
        var (name, label) = (Evaluation.Max(m => m.Name.Length), Criteria.Max(c => c.Label.Length));
        return string.Join(
            Environment.NewLine,
            Evaluation.SelectMany(m => Intervals(m.Name).Select(i => $"{m.Name.PadRight(name)}  {i.Key.Label.PadRight(label)}  {i.Value}"))
                .Prepend(string.Create(
                    CultureInfo.InvariantCulture,
                    $"Ranking against {Evaluation.Truth}, {Evaluation.Rows} architectures, {_options.Resamples} resamples, "
                        + $"{_options.Confidence:P0} intervals")));
    }

    private PairedComparison Compare(Criterion criterion, int a, int b, int c)
    {
        double[] differences = [.. _resampled[a][c].Zip(_resampled[b][c], (x, y) => x - y).Where(d => !double.IsNaN(d))];
        var sign = criterion.Direction == ScoreDirection.HigherIsBetter ? 1 : -1;
        var better = differences.Length == 0 ? double.NaN : differences.Average(d => sign * d > 0 ? 1 : d == 0 ? 0.5 : 0);
        var value = Evaluation[a].Values[c].Value.Value - Evaluation[b].Values[c].Value.Value;
        return new(
            criterion, Evaluation[a].Name, Evaluation[b].Name, CriterionInterval.Of(value, differences, _options.Confidence), better);
    }

    internal int IndexOf(string score)
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
