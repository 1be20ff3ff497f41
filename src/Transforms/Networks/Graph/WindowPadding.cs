namespace NasPipelines.Networks.Graph;

/// <summary>Positions added around an image before a window moves over it.</summary>
/// <param name="Top">Rows above.</param>
/// <param name="Left">Columns at the left.</param>
/// <param name="Bottom">Rows below.</param>
/// <param name="Right">Columns at the right.</param>
internal readonly record struct WindowPadding(int Top, int Left, int Bottom, int Right)
{
    /// <summary>Whether opposite sides are alike.</summary>
    public bool IsSymmetric => Top == Bottom && Left == Right;

    /// <inheritdoc/>
    public override string ToString() => $"{Top} {Left} {Bottom} {Right}";
}
