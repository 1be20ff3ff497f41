using System.Text.RegularExpressions;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>SETN, RANDOM, DARTS, GDAS and ENAS of AutoDL-Projects (Dong and Yang), under <c>search_model</c>.</summary>
internal partial class AutoDlLayout(string name = "autodl") : NasBench201Layout(name)
{
    protected override Regex CellKey => CellPattern();

    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains("stem.0.weight") && EdgesWithChoice(tensors).Count is 6;

    protected override string Stem(int part) => $"stem.{part}";

    protected override string Cell(int cell) => $"cells.{cell}";

    protected override string Edge(int cell, int from, int to, int operation) => $"cells.{cell}.edges.{to}<-{from}.{operation}";

    /// <summary>The edges, by their genes, that have weights of operations beside the first one.</summary>
    protected static SortedSet<int> EdgesWithChoice(CheckpointTensors tensors) =>
        [.. tensors.Keys.Select(key => EdgePattern().Match(key)).Where(match => match.Success)
            .Select(match => GeneOf(match.Groups[2].Value[0] - '0', match.Groups[1].Value[0] - '0'))];

    [GeneratedRegex(@"^cells\.(\d+)\.", RegexOptions.CultureInvariant)]
    private static partial Regex CellPattern();

    [GeneratedRegex(@"^cells\.\d+\.edges\.([1-3])<-([0-2])\.[1-9]", RegexOptions.CultureInvariant)]
    private static partial Regex EdgePattern();
}
