namespace NasPipelines.Spaces.Described;

/// <summary>The convolution that a network starts with.</summary>
/// <param name="Channels">Its channels, which widths are scaled by where a network of another size is asked for.</param>
/// <param name="Kernel">Side of its kernel.</param>
/// <param name="Stride">Its stride.</param>
internal sealed record StemDescription(int Channels, int Kernel, int Stride)
{
    public static StemDescription Read(DescriptionReader reader)
    {
        var stem = new StemDescription(
            reader.Integer("channels", 1, 4096, 16), SpaceReader.OddKernel(reader, "kernel", 3), reader.Integer("stride", 1, 4, 1));
        reader.RefuseOthers();
        return stem;
    }

    /// <summary>A number of channels in a network whose stem has others.</summary>
    public int Scaled(double channels, int? asked) => Math.Max(1, (int)Math.Round(channels * (asked ?? Channels) / Channels));
}
