using System.Collections.Immutable;
using System.Globalization;
using NasPipelines.Evaluation;

namespace NasPipelines.Compat.Tables;

/// <summary>A published table beside what is computed here, figure by figure.</summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class Reproduction
{
    internal Reproduction(PublishedTable table, IEnumerable<ReproducedFigure> figures) => (Table, Figures) = (table, [.. figures]);

    /// <summary>The table.</summary>
    public PublishedTable Table { get; }

    /// <summary>Its figures, by protocol.</summary>
    public ImmutableArray<ReproducedFigure> Figures { get; }

    /// <summary>The protocols that the figures are of.</summary>
    public IEnumerable<EvaluationProtocol> Protocols => Figures.Select(figure => figure.Figure.Protocol).Distinct();

    /// <summary>How many figures were computed, agree and differ.</summary>
    public override string ToString()
    {
        var (computed, differ) = (Figures.Count(f => f.Column is not null), Figures.Count(f => f.Differs));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Table.Name}: {computed} of {Figures.Length} figures computed, {computed - differ} within their interval, {differ} outside");
    }
}
