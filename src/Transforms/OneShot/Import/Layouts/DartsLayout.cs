using System.Text.RegularExpressions;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>The search network of DARTS (Liu et al. 2019), saved as it is: the weights of choices are not among its keys.</summary>
internal sealed partial class DartsLayout() : NasBench301Layout("darts")
{
    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains("cells.0.preprocess1.op.1.weight") && tensors.Keys.Any(EdgePattern().IsMatch);

    protected override string Stem(int part) => $"stem.{part}";

    protected override string Preprocess(int cell, int input) => $"cells.{cell}.preprocess{input}";

    // Edges in order of their targets, then sources: those into node 2 are 0 and 1.
    protected override string Edge(int cell, int from, int to, int operation) =>
        $"cells.{cell}._ops.{(to * (to - 1) / 2) - 1 + from}._ops.{operation}";

    protected override string Half(int half) => $"conv_{half + 1}";

    [GeneratedRegex(@"^cells\.\d+\._ops\.\d+\._ops\.\d+\.", RegexOptions.CultureInvariant)]
    private static partial Regex EdgePattern();
}
