using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Evaluation;
using NasPipelines.Scoring;
using NasPipelines.Spaces;
using NasPipelines.Uncertainty;

namespace NasPipelines.Compat.Tables;

/// <summary>The rows of a protocol, and the scores that are at hand for them.</summary>
internal sealed class TableRows
{
    // What columns of a data set start with, in the tables that are known.
    private static readonly Dictionary<string, string[]> Prefixes = new()
    {
        ["CIFAR-10"] = ["cifar10_", "c10_"],
        ["CIFAR-100"] = ["cifar100_", "c100_"],
        ["ImageNet16-120"] = ["ImageNet16-120_", "in16_"],
    };

    private readonly EvaluationProtocol _protocol;
    private IDataView _view;

    private TableRows(NasCatalog nas, IDataView view, EvaluationProtocol protocol)
    {
        (Nas, _view, _protocol) = (nas, view, protocol);
        Space = SearchSpaces.Get(protocol.Space);
    }

    public NasCatalog Nas { get; }

    public SearchSpace Space { get; }

    public static IEnumerable<ReproducedFigure> Reproduce(
        NasCatalog nas, IDataView data, EvaluationProtocol protocol, IReadOnlyList<PublishedFigure> figures, BootstrapOptions bootstrap,
        RunOptions? run)
    {
        var truth = protocol.TruthColumnOf(data);
        var rows = new TableRows(nas, nas.Data.Subset(data, protocol), protocol);
        var columns = figures.Select(figure => figure.Source).Distinct().ToDictionary(source => source, source => source.In(rows));
        string[] scores = [.. columns.Values.OfType<string>().Distinct()];
        var judged = scores.Length == 0 ? null : nas.Bootstrap(
            rows._view,
            truth,
            scores,
            new()
            {
                Criteria = [.. figures.Select(figure => figure.Criterion).Distinct()],
                MissingScores = protocol.MissingScores,
                MissingTruth = MissingTruth.Drop,
            },
            bootstrap,
            run);
        return figures.Select(figure => columns[figure.Source] is { } column
            ? Judged(figure, column, judged!, rows.IsOfAnotherDataset(figure, column))
            : ReproducedFigure.Open(figure, $"not computed: there is no column {figure.Source.Lacking(rows)}"));
    }

    /// <summary>A column by any of its names; null where there is none.</summary>
    public string? Find(IReadOnlyList<string> names) => Prefixes.GetValueOrDefault(_protocol.Dataset, []).Append("")
        .SelectMany(prefix => names.Select(name => prefix + name))
        .FirstOrDefault(name => _view.Schema.GetColumnOrNull(name) is { Type: NumberDataViewType });

    /// <summary>Adds a column unless it is there.</summary>
    public string Add(string name, Func<IDataView, IDataView> add)
    {
        _view = _view.Schema.GetColumnOrNull(name) is null ? add(_view) : _view;
        return name;
    }

    // Counts and structure are of no data set; a column without a prefix is taken for one of CIFAR-10.
    private bool IsOfAnotherDataset(PublishedFigure figure, string column) => _protocol.Dataset != "CIFAR-10"
        && figure.Source is not (ScoreSource.Counted or ScoreSource.Structure)
        && !Prefixes.GetValueOrDefault(_protocol.Dataset, []).Any(prefix => column.StartsWith(prefix, StringComparison.Ordinal));

    private static ReproducedFigure Judged(PublishedFigure figure, string column, RankingBootstrap judged, bool foreign)
    {
        var interval = judged.Intervals(column).First(i => i.Key == figure.Criterion).Value;
        var negative = figure.IsAbsolute && interval.Value < 0;
        var (low, high) = negative ? (-interval.Upper, -interval.Lower) : (interval.Lower, interval.Upper);
        var ranking = judged.Evaluation[column];
        return new(figure, column, negative ? -interval.Value : interval.Value, low, high, ranking.Count, ranking.Missing)
        {
            Doubt = foreign ? $"'{column}' says no data set, and may be of other images" : null,
        };
    }
}
