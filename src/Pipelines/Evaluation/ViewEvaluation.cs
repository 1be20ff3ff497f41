using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;
using Microsoft.ML.Runtime;
using NasPipelines.Scoring;
using NasPipelines.Uncertainty;

namespace NasPipelines.Evaluation;

/// <summary>Evaluates the columns of a view.</summary>
internal static class ViewEvaluation
{
    public static RankingEvaluation Evaluate(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions? options, RunOptions? run)
    {
        var evaluation = RankingEvaluation.Compute(Read(context, data, label, scores, options ?? new(), run), run);
        WarnOfMissing(context, evaluation);
        return evaluation;
    }

    public static RankingBootstrap Bootstrap(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions? options,
        BootstrapOptions? bootstrap, RunOptions? run)
    {
        var result = RankingBootstrap.Compute(Read(context, data, label, scores, options ?? new(), run), bootstrap ?? new(), run);
        WarnOfMissing(context, result.Evaluation);
        return result;
    }

    public static RankingComparison Compare(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions? options,
        ComparisonOptions? comparison, RunOptions? run)
    {
        options ??= RankingComparison.TauOnly;
        var columns = Columns(context, data, label, scores, options, run);
        return RankingComparison.Compute(label, columns.Truth, columns.Scores, columns.Controls, options, comparison, run);
    }

    public static GroupedComparison CompareGroups(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, string group, RankingEvaluationOptions? options,
        ComparisonOptions? comparison, RunOptions? run)
    {
        options ??= RankingComparison.TauOnly;
        var columns = Columns(context, data, label, scores, options, run);
        return GroupedComparison.Compute(
            group, GroupsOf(data, group), label, columns.Truth, columns.Scores, columns.Controls, options, comparison, run);
    }

    public static AnytimeRanking RankUntilSettled(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, AnytimeRankingOptions options, RunOptions? run)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(scores);
        var how = RankingComparison.TauOnly;
        CheckColumns(label, scores, how, NumericColumns.Describe(data.Schema));
        var view = CostColumns.Add(context, data, how.ArchitectureColumnName, how.SearchSpace, scores, run: run?.Telling(null));
        return AnytimeRanking.Compute(view, label, scores, options, run);
    }

    private static string[] GroupsOf(IDataView data, string column) => data.Schema.GetColumnOrNull(column)?.Type switch
    {
        TextDataViewType => [.. data.GetColumn<ReadOnlyMemory<char>>(column).Select(text => text.ToString())],
        NumberDataViewType => Array.ConvertAll(
            NumericColumns.Read(data, [column])[0], value => value.ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException(
            $"The group column '{column}' must hold one number or one text per row; the columns are "
            + $"{string.Join(", ", data.Schema.Where(c => !c.IsHidden).Select(c => c.Name))}."),
    };

    /// <summary>Checks that the columns are there, or are costs that can be computed.</summary>
    /// <exception cref="ArgumentException">One is not.</exception>
    public static void CheckColumns(
        string label, IReadOnlyList<string> scores, RankingEvaluationOptions options,
        IReadOnlyCollection<(string Name, DataViewType ItemType, bool IsScalar)> columns)
    {
        NumericColumns.Check(label, "label", columns);
        string[] names = [.. columns.Select(c => c.Name)];
        foreach (var (name, role) in scores.Select(s => (s, "score")).Concat(options.ControlColumnNames.Select(c => (c, "control"))))
        {
            if (CostColumns.Has(name) && !names.Contains(name) && !names.Contains(options.ArchitectureColumnName))
            {
                throw new ArgumentException(
                    $"The {role} '{name}' does not exist; it is computed from architectures, and the data has none (no column "
                    + $"'{options.ArchitectureColumnName}'): read it with its search space, or add the column.");
            }

            if (!CostColumns.IsMissing(name, options.ArchitectureColumnName, names))
            {
                NumericColumns.Check(name, role, columns);
            }
        }
    }

    private static EvaluationTable Read(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions options, RunOptions? run)
    {
        var columns = Columns(context, data, label, scores, options, run);
        WarnOfDoubts(context, label, columns.Truth, columns.Scores);
        return EvaluationTable.Prepare(label, columns.Truth, columns.Scores, columns.Controls, options);
    }

    private static (double[] Truth, KeyValuePair<string, double[]>[] Scores, KeyValuePair<string, double[]>[] Controls) Columns(
        MLContext context, IDataView data, string label, IReadOnlyList<string> scores, RankingEvaluationOptions options, RunOptions? run)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(scores);
        options.Validate();
        run?.Validate();
        CheckColumns(label, scores, options, NumericColumns.Describe(data.Schema));
        var view = CostColumns.Add(
            context, data, options.ArchitectureColumnName, options.SearchSpace, [.. scores, .. options.ControlColumnNames], run: run);
        var columns = NumericColumns.Read(view, [label, .. scores, .. options.ControlColumnNames]);
        return (columns[0], Named(scores, 1), Named(options.ControlColumnNames, 1 + scores.Count));

        KeyValuePair<string, double[]>[] Named(IEnumerable<string> names, int from) =>
            [.. names.Select((name, i) => KeyValuePair.Create(name, columns[from + i]))];
    }

    private static void WarnOfDoubts(
        IHostEnvironment environment, string label, double[] truth, KeyValuePair<string, double[]>[] scores)
    {
        string[] doubts = [.. DoubtfulColumns.Of("truth", label, truth),
            .. scores.SelectMany(score => DoubtfulColumns.Of("score", score.Key, score.Value))];
        if (doubts.Length > 0)
        {
            using var channel = environment.Start("EvaluateRanking");
            channel.Warning(MessageSensitivity.None, string.Join("; ", doubts));
        }
    }

    private static void WarnOfMissing(IHostEnvironment environment, RankingEvaluation evaluation)
    {
        List<string> missing =
            [.. evaluation.Where(m => m.Missing > 0).Select(m => $"{m.Missing} rows have no score '{m.Name}' ({m.MissingScores})")];
        if (evaluation.MissingTruth > 0)
        {
            missing.Insert(0, $"{evaluation.MissingTruth} rows have no truth '{evaluation.Truth}' (Drop)");
        }

        if (missing.Count > 0)
        {
            using var channel = environment.Start("EvaluateRanking");
            channel.Warning(MessageSensitivity.None, string.Join("; ", missing));
        }
    }
}
