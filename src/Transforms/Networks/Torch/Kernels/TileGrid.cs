namespace NasPipelines.Networks.Torch.Kernels;

/// <summary>How a plane is cut into the tiles that a convolution takes at a time.</summary>
/// <param name="Rows">Tiles from top to bottom.</param>
/// <param name="Columns">Tiles from left to right.</param>
internal readonly record struct TileGrid(int Rows, int Columns)
{
    /// <summary>Tiles of a plane.</summary>
    public int Count => Rows * Columns;

    /// <summary>Cuts images into blocks: of whole images, or of some rows of one.</summary>
    /// <param name="images">Images.</param>
    /// <param name="tiles">How many tiles a block has at most, where a row has no more.</param>
    public IEnumerable<TileBlock> Blocks(int images, int tiles)
    {
        var together = Math.Clamp(tiles / Count, 1, Math.Max(1, images));
        var rows = Math.Clamp(tiles / Columns, 1, Rows);
        for (var image = 0; image < images; image += together)
        {
            for (var row = 0; row < Rows; row += rows)
            {
                yield return new(image, Math.Min(together, images - image), row, Math.Min(rows, Rows - row), Columns);
            }
        }
    }
}
