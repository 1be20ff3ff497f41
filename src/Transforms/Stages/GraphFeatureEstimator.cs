using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Features;

namespace NasPipelines.Stages;

/// <summary>
/// A stage that adds the graph features of cells as one column: a vector of <c>Single</c> whose slots are named, as ML.NET's trainers read
/// it. They say how often each operation is in a cell, how long the shortest and the longest path through every set of operations is, and
/// the degrees of input and output (Kadlecová et al., "Surprisingly strong performance prediction with neural graph features", ICML 2024).
/// </summary>
/// <remarks>
/// <list type="table">
/// <item><term>Needs training?</term><description>No; fitting reads no rows.</description></item>
/// <item><term>Reads columns</term><description>The column of architectures.</description></item>
/// <item><term>Adds columns</term><description>A vector of <c>Single</c> with slot names: 191 for NAS-Bench-201, 47 for NAS-Bench-101 and
/// NAS-Bench-1Shot1, 1,540 for NAS-Bench-301; described spaces of cells have those of NAS-Bench-201 for their nodes and
/// operations.</description></item>
/// <item><term>Deterministic?</term><description>Yes: the features are those of the encoding.</description></item>
/// <item><term>Saveable?</term><description>Yes.</description></item>
/// </list>
/// </remarks>
public sealed class GraphFeatureEstimator : IEstimator<ITransformer>
{
    /// <summary>The annotation of slots' names, as ML.NET calls it.</summary>
    internal const string SlotNames = "SlotNames";

    private readonly MLContext _context;
    private readonly string _output;
    private readonly GraphFeatureOptions _options;

    internal GraphFeatureEstimator(MLContext context, string outputColumnName, GraphFeatureOptions options) =>
        (_context, _output, _options) = (context, outputColumnName, options);

    /// <summary>A stage of graph features: <c>nas.Transforms.GraphFeatures</c>.</summary>
    /// <param name="context">The context.</param>
    /// <param name="outputColumnName">The column to add.</param>
    /// <param name="options">Column and space of the architectures; the defaults where null.</param>
    /// <exception cref="ArgumentException">An option is wrong, or the space of the options has no graph features.</exception>
    public static GraphFeatureEstimator Of(MLContext context, string outputColumnName, GraphFeatureOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentException.ThrowIfNullOrWhiteSpace(outputColumnName);
        options ??= new();
        options.Validate();
        if (options.SearchSpace is { } space)
        {
            _ = new GraphFeatureColumn(space, outputColumnName); // refuses a space without them
        }

        return new(context, outputColumnName, options);
    }

    /// <summary>Takes the space of the view; no row is read.</summary>
    /// <param name="input">The architectures.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, or their space is not known, or has no graph
    /// features.</exception>
    public ITransformer Fit(IDataView input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ArchitectureColumn.Require(input.Schema, _options.ArchitectureColumnName);
        var space = _options.SearchSpace ?? ArchitectureColumn.SpaceOf(input.Schema, _options.ArchitectureColumnName)
            ?? throw new ArgumentException(
                $"Column '{_options.ArchitectureColumnName}' does not say its search space: set {nameof(_options.SearchSpace)}.");
        return new GraphFeatureTransformer(
            _context, new(space, _output), new(_options.ArchitectureColumnName, null, BadRows: _options.BadRows));
    }

    /// <summary>The input's shape with the new column.</summary>
    /// <param name="inputSchema">The shape of the input.</param>
    /// <exception cref="ArgumentException">There is no column of architectures, or it is of another type.</exception>
    SchemaShape IEstimator<ITransformer>.GetOutputSchema(SchemaShape inputSchema)
    {
        ArgumentNullException.ThrowIfNull(inputSchema);
        ArchitectureColumn.Require(inputSchema, _options.ArchitectureColumnName);
        var (from, to) = (SchemaDefinition.Create(typeof(Cell)), SchemaDefinition.Create(typeof(Vector)));
        from[nameof(Cell.Text)].ColumnName = _options.ArchitectureColumnName;
        var column = to[nameof(Vector.Features)];
        column.ColumnName = _output;
        column.ColumnType = new VectorDataViewType(NumberDataViewType.Single, 1); // a shape does not say how many there are
        column.AddAnnotation(
            SlotNames, new VBuffer<ReadOnlyMemory<char>>(1, [_output.AsMemory()]), new VectorDataViewType(TextDataViewType.Instance, 1));
        return _context.Transforms.CustomMapping<Cell, Vector>((_, _) => { }, null, from, to).GetOutputSchema(inputSchema);
    }

    private sealed class Cell
    {
        public ReadOnlyMemory<char> Text { get; set; }
    }

    private sealed class Vector
    {
        public VBuffer<float> Features { get; set; }
    }
}
