using Microsoft.ML;
using Parquet;
using Parquet.Schema;

namespace NasPipelines.Data;

/// <summary>A column's values of the rows not yet written.</summary>
internal abstract class ParquetColumn(DataField field)
{
    public DataField Field { get; } = field;

    /// <summary>Keeps the value of the cursor's row.</summary>
    public abstract void Take();

    /// <summary>Writes the values kept and forgets them.</summary>
    public abstract Task Flush(ParquetRowGroupWriter group);
}

/// <summary>Makes the buffers of a cursor's columns.</summary>
internal sealed class ParquetColumns(DataViewRow row) : IColumnVisitor<ParquetColumn>
{
    public ParquetColumn Text(DataViewSchema.Column column) => new TextColumn(column.Name, row.GetGetter<ReadOnlyMemory<char>>(column));

    public ParquetColumn Boolean(DataViewSchema.Column column) => new ValueColumn<bool>(column.Name, row.GetGetter<bool>(column));

    public ParquetColumn Number<T>(DataViewSchema.Column column)
        where T : unmanaged, IUtf8SpanFormattable => new ValueColumn<T>(column.Name, row.GetGetter<T>(column));

    private sealed class TextColumn(string name, ValueGetter<ReadOnlyMemory<char>> get)
        : ParquetColumn(new(name, typeof(string), isNullable: false))
    {
        private readonly List<string> _values = [];

        public override void Take()
        {
            ReadOnlyMemory<char> value = default;
            get(ref value);
            _values.Add(value.ToString());
        }

        public override async Task Flush(ParquetRowGroupWriter group)
        {
            await group.WriteAsync(Field, _values);
            _values.Clear();
        }
    }

    private sealed class ValueColumn<T>(string name, ValueGetter<T> get) : ParquetColumn(new(name, typeof(T), isNullable: false))
        where T : unmanaged
    {
        private readonly List<T> _values = [];

        public override void Take()
        {
            T value = default;
            get(ref value);
            _values.Add(value);
        }

        public override async Task Flush(ParquetRowGroupWriter group)
        {
            await group.WriteAsync<T>(Field, _values.ToArray().AsMemory());
            _values.Clear();
        }
    }
}
