using System.Text.RegularExpressions;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot.Import.Layouts;

/// <summary>CLOSE (Zhou et al. 2022): recognised to say why it cannot be imported.</summary>
internal sealed partial class CloseLayout() : SupernetLayout("close", SearchSpaces.NasBench201.Name)
{
    public override bool Recognises(CheckpointTensors tensors) => tensors.Keys.Any(key => CurriculumPattern().IsMatch(key));

    public override SupernetForm Describe(CheckpointTensors tensors, SearchSpace space, SupernetImportOptions options) =>
        throw tensors.Fault(
            "it is a supernet of CLOSE, whose edges take their weights from blocks that a trained gate chooses for each architecture: "
                + $"edges of {space.Name} have weights of their own, so that it cannot be imported");

    public override string Module(SupernetForm form, string operation) => throw new NotSupportedException(operation);

    [GeneratedRegex(@"^cells\.\d+\.c_\d+\.p_ops\.", RegexOptions.CultureInvariant)]
    private static partial Regex CurriculumPattern();
}
