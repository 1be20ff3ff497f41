using System.Text.RegularExpressions;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>GenericNAS201Model of AutoDL-Projects, as NATS-Bench's <c>search-cell.py</c> trains it.</summary>
internal sealed partial class GenericLayout() : NasBench201Layout("generic")
{
    protected override Regex CellKey => CellPattern();

    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains("_stem.0.weight") && tensors.Keys.Any(CellPattern().IsMatch);

    protected override string Stem(int part) => $"_stem.{part}";

    protected override string Cell(int cell) => $"_cells.{cell}";

    protected override string Edge(int cell, int from, int to, int operation) => $"_cells.{cell}.edges.{to}<-{from}.{operation}";

    [GeneratedRegex(@"^_cells\.(\d+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex CellPattern();
}
