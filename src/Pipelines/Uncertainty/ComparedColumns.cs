using System.Collections.Immutable;
using NasPipelines.Evaluation;

namespace NasPipelines.Uncertainty;

/// <summary>Rows of a table by place.</summary>
internal readonly record struct RowSet(int[] Places)
{
    public int Length => Places.Length;

    public double[] Rows(double[] column) => Array.ConvertAll(Places, row => column[row]);
}

/// <summary>A truth, its scores and controls as they came, and which rows each score has.</summary>
internal sealed class ComparedColumns
{
    private readonly string _truthName;
    private readonly double[] _truth;
    private readonly KeyValuePair<string, double[]>[] _controls;
    private readonly RankingEvaluationOptions _options;
    private readonly int[] _patterns;

    public ComparedColumns(
        string truthName,
        double[] truth,
        IReadOnlyList<KeyValuePair<string, double[]>> scores,
        IReadOnlyList<KeyValuePair<string, double[]>> controls,
        RankingEvaluationOptions options)
    {
        (_truthName, _truth, Scores, _controls, _options) = (truthName, truth, scores, [.. controls], options);
        Whole = EvaluationTable.Prepare(truthName, truth, scores, controls, options);
        List<int[]?> known = [];
        _patterns = [.. Whole.Scores.Select(s =>
        {
            var at = known.FindIndex(k => k.AsSpan().SequenceEqual(s.Kept) && k is null == s.Kept is null);
            if (at < 0)
            {
                known.Add(s.Kept);
            }

            return at < 0 ? known.Count - 1 : at;
        })];
    }

    /// <summary>The scores, NaN where missing.</summary>
    public IReadOnlyList<KeyValuePair<string, double[]>> Scores { get; }

    /// <summary>All of it, ranked.</summary>
    public EvaluationTable Whole { get; }

    /// <summary>Scores with the same number have the same rows.</summary>
    public int PatternOf(int score) => _patterns[score];

    /// <summary>The rows with a truth and both scores.</summary>
    public RowSet Common(int first, int second) => new(
    [
        .. Enumerable.Range(0, _truth.Length).Where(row =>
            !double.IsNaN(_truth[row]) && !double.IsNaN(Scores[first].Value[row]) && !double.IsNaN(Scores[second].Value[row])),
    ]);

    /// <summary>Some of the scores on some of the rows.</summary>
    public EvaluationTable Table(int[] scores, RowSet rows) => EvaluationTable.Prepare(
        _truthName,
        rows.Rows(_truth),
        [.. scores.Select(s => KeyValuePair.Create(Scores[s].Key, rows.Rows(Scores[s].Value)))],
        [.. _controls.Select(c => KeyValuePair.Create(c.Key, rows.Rows(c.Value)))],
        _options);
}
