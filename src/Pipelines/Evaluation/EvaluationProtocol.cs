using System.Collections.Immutable;
using System.Globalization;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace NasPipelines.Evaluation;

/// <summary>
/// What a published figure is a figure of, under one name: which architectures, whose accuracy after which training, and what becomes of
/// ties and missing scores.
/// </summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class EvaluationProtocol : PrintedResult
{
    internal EvaluationProtocol(string name, string space, string dataset, string split, ImmutableArray<string> truths) =>
        (Name, Space, Dataset, Split, TruthColumnNames) = (name, space, dataset, split, truths);

    /// <summary>The name, such as <c>vkdnw-cifar10</c>.</summary>
    public string Name { get; }

    /// <summary>The search space.</summary>
    public string Space { get; }

    /// <summary>The architectures: a text for <see cref="NasDataCatalog.Subset(IDataView, EvaluationProtocol)"/>; null for all there
    /// are.</summary>
    public string? Subset { get; internal init; }

    /// <summary>The data set that networks were trained on.</summary>
    public string Dataset { get; }

    /// <summary>The images that their accuracy is measured on, and over how many trainings.</summary>
    public string Split { get; }

    /// <summary>The length of training; 0 where accuracies are predicted.</summary>
    public int Epochs { get; internal init; } = 200;

    /// <summary>What becomes of architectures without a score.</summary>
    public MissingScores MissingScores { get; internal init; }

    /// <summary>The columns that hold that accuracy, in the tables that are known; the first that is there is the truth.</summary>
    public ImmutableArray<string> TruthColumnNames { get; }

    /// <summary>What equal values do to a criterion.</summary>
    public static string Ties => "tau-b, average ranks, expectation over random orders at a cut";

    /// <summary>The column of true quality in a view.</summary>
    /// <param name="data">A view.</param>
    /// <exception cref="ArgumentException">It has none of <see cref="TruthColumnNames"/>.</exception>
    public string TruthColumnOf(IDataView data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return TruthColumnNames.FirstOrDefault(name => data.Schema.GetColumnOrNull(name) is { Type: NumberDataViewType })
            ?? throw new ArgumentException(
                $"The protocol {Name} ranks against {Dataset}, {Split}: a column {string.Join(" or ", TruthColumnNames)} is needed; there "
                + $"are {string.Join(", ", data.Schema.Where(c => !c.IsHidden && c.Type is NumberDataViewType).Select(c => c.Name))}.");
    }

    /// <summary>The protocol in a line.</summary>
    private protected override string Print() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Name}: {Space}, {Subset ?? "all architectures"}; {Dataset}, {Split}{(Epochs > 0 ? $", {Epochs} epochs" : "")}; ties: {Ties}; "
            + $"missing scores: {MissingScores}");
}
