using Microsoft.ML;
using Microsoft.ML.Data;
using NasPipelines.Numerics;
using NasPipelines.Spaces;

namespace NasPipelines.Stages;

/// <summary>Architectures and their numbers in memory as a view: cursors read the arrays in place.</summary>
internal sealed class ArchitectureView : IDataView
{
    /// <summary>The name of the column of architectures.</summary>
    public const string ArchitectureColumn = "Architecture";

    private readonly IReadOnlyList<string>? _texts;
    private readonly int _rows;
    private readonly IReadOnlyList<ViewColumn> _columns;

    /// <param name="space">The search space; its name is kept as an annotation, and the space behind it.</param>
    /// <param name="provenance">A JSON object that says where the architectures come from, kept as an annotation.</param>
    /// <param name="architectures">The architectures.</param>
    /// <param name="columns">The columns of numbers, one value per architecture.</param>
    public ArchitectureView(
        SearchSpace space, string provenance, IReadOnlyList<Architecture> architectures, IReadOnlyList<ViewColumn> columns)
        : this(space, provenance, [.. architectures.Select(a => a.Text)], architectures, columns)
    {
    }

    /// <param name="space">The search space; its name is kept as an annotation, and the space behind it.</param>
    /// <param name="provenance">A JSON object that says where the architectures come from, kept as an annotation.</param>
    /// <param name="texts">The texts of the architectures.</param>
    /// <param name="architectures">The architectures, where they are at hand; they are parsed when they are needed where null.</param>
    /// <param name="columns">The columns of numbers, one value per architecture.</param>
    public ArchitectureView(
        SearchSpace space, string provenance, IReadOnlyList<string> texts, IReadOnlyList<Architecture>? architectures,
        IReadOnlyList<ViewColumn> columns)
        : this(new SpaceText(space, architectures is null ? null : () => texts.Zip(architectures)), provenance, texts, columns)
    {
    }

    /// <param name="space">The search space, with the architectures of another view that these are taken from.</param>
    /// <param name="provenance">A JSON object that says where the architectures come from, kept as an annotation.</param>
    /// <param name="texts">The texts of the architectures.</param>
    /// <param name="columns">The columns of numbers, one value per architecture.</param>
    public ArchitectureView(SpaceText space, string provenance, IReadOnlyList<string> texts, IReadOnlyList<ViewColumn> columns)
    {
        (_texts, _rows, _columns) = (texts, texts.Count, columns);
        var schema = new DataViewSchema.Builder();
        schema.AddColumn(ArchitectureColumn, TextDataViewType.Instance, ViewAnnotations.ForArchitectures(space, provenance));
        foreach (var column in columns)
        {
            schema.AddColumn(column.Name, column.Type, ViewAnnotations.ForNumbers(column.Provenance));
        }

        Schema = schema.ToSchema();
    }

    /// <summary>Numbers without architectures: the view has no column of them.</summary>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The columns of numbers.</param>
    public ArchitectureView(int rows, IReadOnlyList<ViewColumn> columns)
    {
        (_rows, _columns) = (rows, columns);
        var schema = new DataViewSchema.Builder();
        foreach (var column in columns)
        {
            schema.AddColumn(column.Name, column.Type, ViewAnnotations.ForNumbers(column.Provenance));
        }

        Schema = schema.ToSchema();
    }

    public bool CanShuffle => true;

    public DataViewSchema Schema { get; }

    public long? GetRowCount() => _rows;

    public DataViewRowCursor GetRowCursor(IEnumerable<DataViewSchema.Column> columnsNeeded, Random? rand = null) =>
        new Cursor(this, columnsNeeded, rand is null ? null : Permutation(rand));

    public DataViewRowCursor[] GetRowCursorSet(IEnumerable<DataViewSchema.Column> columnsNeeded, int n, Random? rand = null) =>
        [GetRowCursor(columnsNeeded, rand)];

    private int[] Permutation(Random random)
    {
        var generator = new SplitMix64((ulong)random.NextInt64());
        int[] order = [.. Enumerable.Range(0, _rows)];
        for (var i = order.Length - 1; i > 0; i--)
        {
            var j = (int)generator.NextInteger(i + 1);
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }

    private sealed class Cursor(ArchitectureView view, IEnumerable<DataViewSchema.Column> columnsNeeded, int[]? order) : DataViewRowCursor
    {
        private readonly HashSet<int> _active = [.. columnsNeeded.Select(column => column.Index)];
        private long _position = -1;

        public override long Position => _position;

        public override long Batch => 0;

        public override DataViewSchema Schema => view.Schema;

        private int Row => order is null ? (int)_position : order[_position];

        public override bool MoveNext()
        {
            _position = _position == -2 || _position + 1 >= view._rows ? -2 : _position + 1;
            return _position >= 0;
        }

        public override bool IsColumnActive(DataViewSchema.Column column) => _active.Contains(column.Index);

        public override ValueGetter<DataViewRowId> GetIdGetter() => (ref DataViewRowId id) => id = new((ulong)Row, 0);

        public override ValueGetter<TValue> GetGetter<TValue>(DataViewSchema.Column column)
        {
            if (!IsColumnActive(column))
            {
                throw new ArgumentException($"column {column.Name} was not asked for when the cursor was made");
            }

            var texts = view._texts;
            Delegate getter = texts is null ? Values(view._columns[column.Index].Values)
                : column.Index > 0 ? Values(view._columns[column.Index - 1].Values)
                : new ValueGetter<ReadOnlyMemory<char>>((ref ReadOnlyMemory<char> text) => text = texts[Row].AsMemory());
            return getter as ValueGetter<TValue>
                ?? throw new ArgumentException($"column {column.Name} is {column.Type}, not {typeof(TValue).Name}");
        }

        private Delegate Values(Array values) => values switch
        {
            float[] numbers => Of(numbers),
            long[] numbers => Of(numbers),
            int[] numbers => Of(numbers),
            _ => Of((double[])values),
        };

        private ValueGetter<T> Of<T>(T[] numbers) => (ref T value) => value = numbers[Row];
    }
}
