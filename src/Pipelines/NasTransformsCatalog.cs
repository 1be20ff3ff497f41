using Microsoft.ML;

namespace NasPipelines;

/// <summary>Stages that add columns to architectures, or judge them.</summary>
public sealed partial class NasTransformsCatalog
{
    internal NasTransformsCatalog(MLContext context) => Context = context;

    internal MLContext Context { get; }
}
