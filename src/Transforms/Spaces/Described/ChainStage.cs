namespace NasPipelines.Spaces.Described;

/// <summary>A stage of a chain: blocks of one kind, the first of which has a stride.</summary>
/// <param name="Block">Convolution, residual or inverted residual.</param>
/// <param name="Depths">Numbers of blocks to choose among, for the stage.</param>
/// <param name="Widths">Channels to choose among, for the stage.</param>
/// <param name="Kernels">Sides of kernels to choose among, for each block.</param>
/// <param name="Expansions">How many times wider an inverted residual is inside, to choose among for each block.</param>
/// <param name="Stride">Stride of the first block.</param>
internal sealed record ChainStage(string Block, double[] Depths, double[] Widths, double[] Kernels, double[] Expansions, int Stride)
{
    public const string Convolution = "conv";
    public const string Residual = "residual";
    public const string InvertedResidual = "inverted-residual";

    public int Deepest => (int)Depths[^1];

    public static ChainStage Read(DescriptionReader reader, int stemChannels)
    {
        var stage = new ChainStage(
            reader.Word("block", InvertedResidual, Convolution, Residual, InvertedResidual),
            reader.Choices("depth", 1, 64, whole: true, 1),
            reader.Choices("width", 1, 4096, whole: true, stemChannels),
            reader.Choices("kernel", 1, 31, whole: true, 3),
            reader.Choices("expansion", 1, 16, whole: false, 1),
            reader.Integer("stride", 1, 4, 1));
        if (stage.Kernels.Any(k => k % 2 == 0))
        {
            reader.Fault("kernel", "must be odd");
        }

        if (stage.Block != InvertedResidual && reader.Has("expansion"))
        {
            reader.Fault("expansion", $"is of blocks {InvertedResidual} only");
        }

        reader.RefuseOthers();
        return stage;
    }
}
