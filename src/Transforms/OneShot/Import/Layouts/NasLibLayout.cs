using System.Text.RegularExpressions;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>
/// The weight-sharing NAS-Bench-201 graph of NASLib: cells are edges of a graph of graphs, and operations have another order.
/// </summary>
internal sealed partial class NasLibLayout() : NasBench201Layout("naslib")
{
    private static readonly string[] Order201 = ["skip_connect", "none", "nor_conv_3x3", "nor_conv_1x1", "avg_pool_3x3"];

    protected override Regex CellKey => CellPattern();

    // Edge 1-2 is the stem, and cell k is the edge from k + 2.
    protected override int FirstCell => 2;

    protected override IReadOnlyList<string> Operations => Order201;

    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains($"{Stem(0)}.weight") && tensors.Keys.Any(key => CellPattern().IsMatch(key));

    protected override string Stem(int part) => $"makrograph-edge(1,2).seq.{part}";

    protected override string Cell(int cell) => $"makrograph-edge({cell + 2},{cell + 3})";

    protected override string Edge(int cell, int from, int to, int operation) =>
        $"{Cell(cell)}.cell-edge({from + 1},{to + 1}).primitive-{operation}";

    protected override string Last(int cells) => $"{Cell(cells)}.op.0";

    protected override string Classifier(int cells) => $"{Cell(cells)}.op.4";

    [GeneratedRegex(@"^makrograph-edge\((\d+),\d+\)\.(?:cell-edge|conv_a|conv_b|downsample)", RegexOptions.CultureInvariant)]
    private static partial Regex CellPattern();
}
