namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>The tiles of some images, between two of their rows.</summary>
/// <param name="Image">The first image.</param>
/// <param name="Images">How many images.</param>
/// <param name="Row">The first row of tiles.</param>
/// <param name="Rows">How many rows of tiles.</param>
/// <param name="Columns">Tiles of a row.</param>
internal readonly record struct TileBlock(int Image, int Images, int Row, int Rows, int Columns)
{
    /// <summary>Tiles of an image.</summary>
    public int Each => Rows * Columns;

    /// <summary>All tiles.</summary>
    public int Tiles => Images * Each;
}
