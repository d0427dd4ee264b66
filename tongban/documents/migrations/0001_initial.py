# The first tables of this room.

import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sha256', models.CharField(max_length=64, unique=True, verbose_name='内容摘要')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('media_type', models.CharField(choices=[('application/pdf', 'PDF'), ('image/jpeg', 'JPG 照片'), ('image/png', 'PNG 图片'), ('image/webp', 'WebP 图片'), ('application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'Word 文档'), ('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'Excel 表格'), ('application/ofd', 'OFD 版式文件')], max_length=100, verbose_name='格式')),
                ('pages', models.PositiveSmallIntegerField(null=True, verbose_name='页数')),
                ('width', models.PositiveIntegerField(null=True, verbose_name='宽（像素）')),
                ('height', models.PositiveIntegerField(null=True, verbose_name='高（像素）')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='存入时间')),
            ],
            options={
                'verbose_name': '材料文件',
                'verbose_name_plural': '材料文件',
            },
        ),
        migrations.CreateModel(
            name='Instrument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('receipt_voucher', '收件凭证'), ('online_receipt', '提交回执'), ('acceptance_notice', '受理通知书'), ('correction_notice', '补正告知书'), ('declination_notice', '不予受理通知书'), ('decision_granted', '准予决定书'), ('decision_refused', '不予决定书'), ('delivery_receipt', '送达回证'), ('checklist', '一次性告知单'), ('turn_away', '不收告知单')], max_length=24, verbose_name='种类')),
                ('number', models.CharField(max_length=120, unique=True, verbose_name='文号')),
                ('subject', models.CharField(db_index=True, max_length=40, verbose_name='受理号')),
                ('facts', models.JSONField(verbose_name='事实')),
                ('issued_by', models.CharField(max_length=120, verbose_name='出具单位')),
                ('issued_at', models.DateTimeField(verbose_name='出具时间')),
                ('edition', models.PositiveSmallIntegerField(verbose_name='版式')),
                ('document', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='成文')),
            ],
            options={
                'verbose_name': '文书',
                'verbose_name_plural': '文书',
            },
        ),
    ]
