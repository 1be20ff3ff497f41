using System.Globalization;
using System.Text.Json;

namespace NasPipelines.Spaces.Described;

/// <summary>A space of cells: an operation is chosen on each edge of a cell, which is repeated in the stages of a network.</summary>
/// <param name="Name">The space's name.</param>
/// <param name="Description">The space's name in the literature.</param>
/// <param name="Nodes">Nodes of a cell; the first is its input.</param>
/// <param name="Edges">The edges, ordered by where they lead to; a gene each.</param>
/// <param name="Operations">What each edge chooses among.</param>
/// <param name="Concatenates">Whether a cell's output is all its nodes, brought together by a 1×1 convolution, and not the last
/// one.</param>
/// <param name="Stem">The first convolution.</param>
/// <param name="Stages">Cells and channels of each stage; images are halved between them.</param>
internal sealed record CellDescription(
    string Name, string Description, int Nodes, IReadOnlyList<(int From, int To)> Edges,
    IReadOnlyList<IReadOnlyList<CellOperation>> Operations, bool Concatenates, StemDescription Stem,
    IReadOnlyList<(int Cells, int Channels)> Stages)
{
    private const int MostNodes = 12;

    /// <summary>Reads it; null where faults were noted.</summary>
    public static CellDescription? Read(DescriptionReader reader, string name, string description)
    {
        var cell = reader.Part("cell");
        var nodes = cell.Integer("nodes", 2, MostNodes, null);
        var edges = Edged(cell, nodes);
        var shared = cell.Has("operations") ? Operated(cell, "operations") : null;
        var own = cell.Part("edge_operations");
        var concatenates = cell.Word("output", "last", "last", "concat") == "concat";
        cell.RefuseOthers();
        List<IReadOnlyList<CellOperation>> operations = [];
        foreach (var (from, to) in edges)
        {
            var edge = string.Create(CultureInfo.InvariantCulture, $"{from}-{to}");
            if (own.Has(edge))
            {
                operations.Add(Operated(own, edge));
            }
            else if (shared is null)
            {
                cell.Fault("operations", $"is missing, and edge_operations has none for edge {edge}");
                operations.Add([]);
            }
            else
            {
                operations.Add(shared);
            }
        }

        own.RefuseOthers();
        var stem = StemDescription.Read(reader.Part("stem"));
        var stages = reader.Parts("stages").Select((stage, i) =>
        {
            var read = (stage.Integer("cells", 1, 64, null), stage.Integer("channels", 1, 4096, stem.Channels << Math.Min(i, 7)));
            stage.RefuseOthers();
            return read;
        }).ToList();
        return new(name, description, nodes, edges, operations, concatenates, stem, stages);
    }

    /// <summary>All that networks depend on, as a text.</summary>
    public string ToText() => JsonSerializer.Serialize(new
    {
        Nodes,
        Edges = Edges.Zip(Operations, (e, o) => $"{e.From}-{e.To} {string.Join(' ', o.Select(operation => operation.Name))}"),
        Concatenates,
        Stem,
        Stages = Stages.Select(s => new { s.Cells, s.Channels }),
    });

    private static (int From, int To)[] Edged(DescriptionReader cell, int nodes)
    {
        var edges = cell.Pairs("edges")
            ?? [.. from to in Enumerable.Range(1, nodes - 1) from source in Enumerable.Range(0, to) select (source, to)];
        foreach (var (from, to) in edges)
        {
            if (from >= to || to >= nodes)
            {
                cell.Fault("edges", string.Create(
                    CultureInfo.InvariantCulture, $"has [{from}, {to}]: an edge leads from a node to a later one of 0 to {nodes - 1}"));
            }
        }

        if (edges.Distinct().Count() < edges.Length)
        {
            cell.Fault("edges", "names an edge twice");
        }

        return [.. edges.OrderBy(edge => edge.To).ThenBy(edge => edge.From)];
    }

    private static IReadOnlyList<CellOperation> Operated(DescriptionReader reader, string name)
    {
        List<CellOperation> operations = [];
        foreach (var text in reader.Texts(name))
        {
            if (CellOperation.Of(text) is { } operation)
            {
                operations.Add(operation);
            }
            else
            {
                reader.Fault(name, $"has the unknown operation '{Files.ShownText.Of(text)}'; known: {CellOperation.Known}");
            }
        }

        return operations;
    }
}
