using System.Text.RegularExpressions;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>The supernet of aw_nas for the cells of DARTS (Ning et al. 2021), under <c>state_dict</c>.</summary>
internal sealed partial class AwNas301Layout() : NasBench301Layout("awnas")
{
    public override bool Recognises(CheckpointTensors tensors) =>
        tensors.Contains("cells.0.preprocess_ops.1.op.1.weight") && tensors.Keys.Any(EdgePattern().IsMatch);

    protected override string Stem(int part) => $"stem.op.{part}";

    protected override string Preprocess(int cell, int input) => $"cells.{cell}.preprocess_ops.{input}";

    protected override string Edge(int cell, int from, int to, int operation) =>
        $"cells.{cell}.edge_mod.f_{from}_t_{to}.p_ops.{operation}";

    protected override string Half(int half) => $"convs.{half}";

    [GeneratedRegex(@"^cells\.\d+\.edge_mod\.f_\d_t_\d\.p_ops\.", RegexOptions.CultureInvariant)]
    private static partial Regex EdgePattern();
}
