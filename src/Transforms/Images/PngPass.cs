namespace NasPipelines.Images;

/// <summary>The pixels that lie together in a PNG file: all of them, or a pass of an interlaced one.</summary>
/// <param name="X">The first column.</param>
/// <param name="Y">The first row.</param>
/// <param name="StepX">Columns from one to the next.</param>
/// <param name="StepY">Rows from one to the next.</param>
/// <param name="Columns">How many columns.</param>
/// <param name="Rows">How many rows.</param>
internal readonly record struct PngPass(int X, int Y, int StepX, int StepY, int Columns, int Rows);
